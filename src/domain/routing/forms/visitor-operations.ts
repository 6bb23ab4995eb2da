import { notFound, rateLimited } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { publicBusiness } from "../../scheduling/event-types/public-views.ts";
import { PublicForm, PublicFormQuery, Routed, Submission } from "./schema.ts";
import { openForm } from "./store.ts";
import { submitForm } from "./submit.ts";

// What needs no key: opening a form and sending it. The handle in its address names the business.

const address = "/api/routing/forms";
const byHandle = { handles: ["uid"] };

export const getPublicForm = operation({
  name: "routing-forms.public",
  http: `GET ${address}/public`,
  access: "public",
  tenant: byHandle,
  summary: "What a page needs to show a routing form",
  query: PublicFormQuery,
  output: PublicForm,
  errors: [notFound],
  async run(context, { uid }) {
    const { name, description, fields, routes } = await openForm(context, uid);
    const outside = routes.flatMap(({ action }) => (action.type === "redirect" ? [new URL(action.url).origin] : []));
    return {
      uid,
      name,
      description,
      fields,
      business: await publicBusiness(context),
      leadsTo: [...new Set(outside)],
    };
  },
});

export const submit = operation({
  name: "routing-forms.submit",
  http: `POST ${address}/submit`,
  access: "public",
  tenant: byHandle,
  summary: "Send a routing form, and be told where to go on",
  description:
    "Answers are checked by the form's fields; what is missing or wrong is named as `responses.NAME`. The first route whose conditions are met is taken. A booking that follows is noted with the response if its metadata says `routingFormResponse`, as it does by the answered `url`.",
  body: Submission,
  output: Routed,
  status: 201,
  errors: [notFound, rateLimited],
  run: submitForm,
});
