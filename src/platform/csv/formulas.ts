// A spreadsheet runs a cell that begins with one of these as a formula, whoever typed it into a form. The full-width
// forms count too: some spreadsheets read them as the same characters.
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/;

/**
 * Puts an apostrophe before what a spreadsheet would run (https://owasp.org/www-community/attacks/CSV_Injection).
 * A text that has apostrophes there already gets one more, so that `unguardFormula` gives back exactly what was stored.
 */
export const guardFormula = (text: string) => (formula.test(text) ? `'${text}` : text);

/** Takes one apostrophe off. A phone number that somebody typed without one (`+1-555-0102`) is left as it is. */
export const unguardFormula = (text: string) => (guarded.test(text) ? text.slice(1) : text);
