import slugify from "@sindresorhus/slugify";

/** A text as part of an address, at most so many letters; "" where none is left. "GmbH" is one word, not "gmb-h". */
export const slugFrom = (text: string, most: number): string =>
  slugify(text, { decamelize: false }).slice(0, most).replace(/-+$/, "");
