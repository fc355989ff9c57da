/* What the demo's files and discovered apps are called. */

export const demoFiles = [
  "Quarterly forecast.xlsx",
  "Customer list.csv",
  "Payroll 2026.xlsx",
  "Board minutes.docx",
  "Roadmap.pptx",
  "客戶名單.xlsx",
  "Contract draft.pdf",
  "Invoices Q3.zip",
  "Product photos.zip",
  "Source export.tar.gz",
] as const;

export const demoCloudApps = [
  "SnapConvert",
  "MailMerge Helper",
  "PasteHub",
  "QuickDrop",
  "DocTranslate Free",
  "CalendarSync Pro",
  "FileParrot",
] as const;
