/** What a policy watches, as alerts name it too. */
export const policyTypes = [
  "INLINE",
  "AUDIT",
  "ANOMALY_DETECTION",
  "NEW_SERVICE",
  "ANOMALY_DISCOVERY",
  "FILE",
  "MALWARE",
  "SESSION",
  "ACCESS",
  "APP_PERMISSION",
  "APP_PERMISSION_ANOMALY",
] as const;

export type Policy = {
  /** 24 hexadecimal digits. */
  id: string;
  /** One of the types above. */
  type: string;
  name: string;
  description: string;
  /** Of the alerts that it raises: 0 low, 1 medium, 2 high. */
  severity: number;
  isEnabled: boolean;
  createdAt: Date;
  modifiedAt: Date;
};
