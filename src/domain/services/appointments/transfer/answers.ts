import { z } from "zod";

// What was answered to the custom fields, in a file. It stands as the file has it, whatever is asked today: a list may be
// older than the questions.

const Answer = z.union([z.string().max(5000), z.number(), z.boolean(), z.array(z.string().max(500)).max(200)]);
export const AnswersByKey = z.record(z.string().max(100), Answer);
