/** Puts words into the braces of a sentence; null where the sentence needs a word that is not known. */
export function fill(sentence: string, words: Record<string, string | null | undefined>): string | null {
  let complete = true;
  const filled = sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name];
    if (!word) complete = false;
    return word ?? "";
  });
  return complete ? filled : null;
}
