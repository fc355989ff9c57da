type Answer = readonly [code: number, ...lines: string[]];

const keeps: Answer = [550, "The collector keeps what it received; files are not read, changed or removed here"];
const noFolders: Answer = [550, "Directories are the data sources that are linked in the portal; none is made here"];

/** Commands whose answer is the same at any time. */
export const answersWithoutState: Readonly<Record<string, Answer>> = {
  ABOR: [226, "Nothing is being transferred"],
  ACCT: [202, "Not needed"],
  ALLO: [202, "Not needed"],
  DELE: keeps,
  FEAT: [211, "Features:", "AUTH TLS", "EPRT", "EPSV", "PBSZ", "PROT", "SIZE", "UTF8", "End"],
  HELP: [214, "USER PASS AUTH PBSZ PROT CWD CDUP PWD PASV EPSV PORT EPRT STOR APPE LIST NLST SIZE NOOP QUIT"],
  MKD: noFolders,
  MODE: [200, "Stream"],
  NOOP: [200, "Here"],
  OPTS: [200, "UTF-8 is on"],
  RETR: keeps,
  RMD: noFolders,
  SITE: [202, "Not needed"],
  STAT: [211, "Waiting for files"],
  STRU: [200, "File"],
  SYST: [215, "UNIX Type: L8"],
  TYPE: [200, "Bytes are kept as they come"],
};
