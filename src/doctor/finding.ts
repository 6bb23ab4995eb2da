/** One thing the doctor looked at. What is not well comes with how to mend it. */
export type Finding = { level: "ok" | "warn" | "fail"; about: string; says: string; mend?: string };

export const ok = (about: string, says: string): Finding => ({ level: "ok", about, says });
export const warn = (about: string, says: string, mend: string): Finding => ({ level: "warn", about, says, mend });
export const fail = (about: string, says: string, mend: string): Finding => ({ level: "fail", about, says, mend });
