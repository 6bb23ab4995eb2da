// What a member does by a key or an app is noted down under both names, so that colleagues know which it was.

export const throughKey = (person: string, key: string): string => `${person} (API key “${key}”)`;
export const throughApp = (person: string, app: string): string => `${person} (via ${app})`;

/** The person alone, for visitors: which keys and apps a business has is no business of theirs. */
export const personIn = (name: string): string => name.replace(/ \((?:API key “.*”|via .*)\)$/su, "");
