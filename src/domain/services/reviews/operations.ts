import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { pageOfPublished } from "./published.ts";
import { reviewAsCustomer, reviewAsStaff } from "./record.ts";
import {
  PublicReview,
  PublicReviewDraft,
  PublishedReview,
  PublishedSearch,
  Review,
  ReviewChanges,
  ReviewDraft,
  ReviewId,
  ReviewSearch,
} from "./schema.ts";
import { findReview, visible, withNames } from "./store.ts";

const address = "/api/services/reviews";

export const listReviews = operation({
  name: "reviews.list",
  http: `GET ${address}`,
  access: "reviews:read",
  summary: "List customers' reviews, newest first",
  query: ReviewSearch,
  output: page(Review),
  async run(context, { rating, employeeId, serviceId, customerId, published, ...paging }) {
    const where = visible(context);
    if (rating) where.push(sql`rating = ${rating}`);
    if (employeeId) where.push(sql`employee_id = ${employeeId}`);
    if (serviceId) where.push(sql`service_id = ${serviceId}`);
    if (customerId) where.push(sql`customer_id = ${customerId}`);
    if (published !== undefined) where.push(sql`published = ${published}`);
    const found = await listRecords(context, "reviews", paging, { where, order: "id", descending: true });
    return { ...found, items: (await withNames(context, found.items)) as never };
  },
});

export const getReview = operation({
  name: "reviews.get",
  http: `GET ${address}?id`,
  access: "reviews:read",
  summary: "Get one review",
  query: ReviewId,
  output: Review,
  errors: [notFound],
  run: async (context, { id }) => named(context, await findReview(context, id)),
});

export const createReview = operation({
  name: "reviews.create",
  http: `POST ${address}`,
  access: "reviews:write",
  summary: "Write down a review that a customer gave in person",
  body: ReviewDraft,
  output: Review,
  status: 201,
  errors: [conflict, notFound],
  run: async (context, draft) => named(context, await reviewAsStaff(context, draft)),
});

export const updateReview = operation({
  name: "reviews.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "reviews:write",
  summary: "Publish a review, or take it back from the booking page",
  description: "What the customer said stays as they said it.",
  query: ReviewId,
  body: ReviewChanges,
  output: Review,
  errors: [notFound],
  async run(context, { id, ...changes }) {
    await findReview(context, id);
    return named(context, (await changeRecord(context, "reviews", "review", id, changes)).after);
  },
});

export const deleteReview = operation({
  name: "reviews.delete",
  http: `DELETE ${address}`,
  access: "reviews:write",
  summary: "Delete a review",
  query: ReviewId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    await findReview(context, id);
    return removeRecord(context, "reviews", "review", id);
  },
});

export const listPublishedReviews = operation({
  name: "reviews.published",
  http: "GET /api/services/public-review",
  access: "public",
  tenant: { subdomain: "subdomain" },
  summary: "Read the reviews that a business shows on its page, newest first",
  description: "Their average and number are the storefront's `rating`.",
  query: PublishedSearch,
  output: page(PublishedReview),
  run: pageOfPublished,
});

export const createPublicReview = operation({
  name: "appointments.review",
  http: "POST /api/services/public-review",
  access: "public",
  tenant: { handles: ["uid"] },
  summary: "Review an appointment that is completed, by the link in its mail",
  description: "Once for each customer and appointment.",
  body: PublicReviewDraft,
  output: PublicReview,
  status: 201,
  errors: [conflict, notFound],
  run: reviewAsCustomer,
});

const named = async (context: Context, review: Row<"reviews">) => (await withNames(context, [review]))[0] as never;
