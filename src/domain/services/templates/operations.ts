import { z } from "zod";
import { preconditionFailed } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import { operation } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import {
  MessageTemplate,
  MessageTemplates,
  RenderedTemplate,
  TemplateDraft,
  TemplateLanguage,
  TemplateName,
} from "./schema.ts";
import { dropTemplate, keepTemplate, nobodyToMail, readTemplates, tryTemplate, variablesIn } from "./store.ts";

const address = "/api/services/message-templates";

export const listMessageTemplates = operation({
  name: "message-templates.list",
  http: `GET ${address}`,
  access: "settings:read",
  summary: "Read the wording of every mail about appointments, in one language",
  description: "The business's language, if none is asked for. Where it has no words of its own, the standard ones.",
  query: TemplateLanguage,
  output: MessageTemplates,
  async run(context, { language }) {
    const wanted = language ?? bestLocale((await readBusiness(context)).language);
    return { templates: await readTemplates(context, wanted), variables: variablesIn(wanted) };
  },
});

export const updateMessageTemplate = operation({
  name: "message-templates.update",
  http: `PUT ${address}`,
  access: "settings:write",
  summary: "Give a mail the business's own words",
  description:
    "Details, buttons, links and the footer stay whatever the words are. A template that cannot be read is refused.",
  body: TemplateDraft,
  output: MessageTemplate,
  errors: [preconditionFailed],
  run: keepTemplate,
});

export const resetMessageTemplate = operation({
  name: "message-templates.reset",
  http: `DELETE ${address}`,
  access: "settings:write",
  summary: "Go back to the standard words of a mail",
  query: TemplateName,
  output: MessageTemplate,
  errors: [preconditionFailed],
  run: dropTemplate,
});

export const previewMessageTemplate = operation({
  name: "message-templates.preview",
  http: `POST ${address}/preview`,
  access: "settings:read",
  reads: true,
  summary: "See how a mail would look in these words, without keeping them",
  body: TemplateDraft,
  output: RenderedTemplate,
  run: tryTemplate,
});

export const sendMessageTemplate = operation({
  name: "message-templates.test",
  http: `POST ${address}/test`,
  access: "settings:write",
  summary: "Send a mail in these words to yourself, with made-up people in it",
  body: TemplateDraft,
  output: z.object({ sentTo: z.string() }),
  async run(context, draft) {
    const user = context.caller.userId
      ? await context.db.selectFrom("users").select("email").where("id", "=", context.caller.userId).executeTakeFirst()
      : undefined;
    if (!user) throw nobodyToMail();
    const { subject, html, text } = await tryTemplate(context, draft);
    await queueMail(context, {
      kind: draft.kind,
      to: user.email,
      subject,
      html,
      text,
      dedupeKey: newHandle("test", context.businessId),
    });
    return { sentTo: user.email };
  },
});
