/** What the browser knows of an operation; see build/operations.ts. */
export type Route = {
  name: string;
  method: string;
  path: string;
  /** Fields that go into the address; the others are the body. */
  query: string[];
  /** Answers one page of a list. */
  list?: boolean;
  /** Takes a file instead of JSON. */
  upload?: boolean;
};
