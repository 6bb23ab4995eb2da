import type { BookingField } from "../../domain/scheduling/tables.ts";
import type { ErrorDetail } from "../../platform/errors.ts";
import type { Html } from "./html.ts";
import * as questions from "./meeting-questions.ts";
import type { Wrong } from "./parts.ts";
import type { OfferedService } from "./storefront.ts";
import type { Visit } from "./visit.ts";

// What a business asks with a service (its custom fields), asked like the questions of a meeting.

type Question = BookingField & { helpText?: string };

const asked = ({ customFields }: OfferedService): Question[] =>
  customFields.map(({ key, label, type, required, options, helpText }) => ({
    ...{ name: key, label, type, required },
    ...(options ? { options } : {}),
    ...(helpText ? { helpText } : {}),
  }));

export function questionFields(visit: Visit, service: OfferedService, wrong?: Wrong): Html[] {
  const fields = asked(service);
  return questions.questionFields(visit, fields, wrong, fields);
}

export function answersOf(visit: Visit, service: OfferedService): Record<string, unknown> {
  const fields = asked(service);
  return questions.answersOf(visit, fields, fields);
}

export function wrongAnswers(visit: Visit, service: OfferedService, details: ErrorDetail[]): Wrong {
  const fields = asked(service);
  return questions.wrongAnswers(visit, fields, details, { shown: fields, as: "customFields" });
}
