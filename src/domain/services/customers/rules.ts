/** Whether two spellings are one person's name: case, accents and spaces do not count. */
export const sameName = (a: string, b: string) => bareName(a) === bareName(b);

const bareName = (name: string) =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s.,'-]+/g, " ")
    .trim();

type Contact = { name: string; email: string | null; phone: string | null };

/**
 * Who of those found by e-mail or phone is the person that books. The e-mail decides, and the name among a family that
 * shares one. A phone number alone may be a
 * family's: it decides where no e-mail speaks against it, and where the person would get a new e-mail address the name
 * must agree too, or anybody who knows a number could make somebody's profile their own.
 */
export function recognise<Known extends Contact>(known: Known[], visitor: Contact): Known | undefined {
  const byEmail = visitor.email ? known.filter(({ email }) => email === visitor.email) : [];
  if (byEmail.length > 0) return byEmail.find(({ name }) => sameName(name, visitor.name)) ?? byEmail[0];
  const samePhone = visitor.email
    ? known.filter(({ name, email }) => email === null && sameName(name, visitor.name))
    : known;
  return samePhone.find(({ name }) => sameName(name, visitor.name)) ?? samePhone[0];
}
