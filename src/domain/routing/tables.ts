import type { ColumnType, Generated } from "kysely";
import type { Action, Route, Step } from "./forms/route.ts";
import type { FormField } from "./forms/schema.ts";

// How routing's tables look from TypeScript; migrations/0014_routing_forms.sql says why they are so. A jsonb column is
// written as JSON text.

type Json<Value> = ColumnType<Value, string, string>;

/** An answer with its question's label, as webhooks tell it. */
export type Answered = Record<string, { label: string; value: unknown }>;

declare module "../../platform/database.ts" {
  interface Tables {
    routingForms: {
      businessId: number;
      id: Generated<number>;
      uid: string;
      name: string;
      description: string | null;
      active: Generated<boolean>;
      teamId: number | null;
      fields: Json<FormField[]>;
      routes: Json<Route[]>;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
    routingFormResponses: {
      businessId: number;
      id: Generated<number>;
      formId: number;
      uid: string;
      answers: Json<Answered>;
      routeId: string;
      routeName: string | null;
      routedTo: Json<Action>;
      steps: Json<Step[]>;
      metadata: Json<Record<string, string>>;
      bookingUid: string | null;
      source: string;
      createdAt: string;
    };
  }
}
