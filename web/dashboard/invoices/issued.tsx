import { Stack } from "@mantine/core";
import { getInvoice } from "../../../src/domain/commerce/invoices/operations.ts";
import { useAsk } from "../parts/data.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { Actions } from "./actions.tsx";
import { Paper } from "./paper.tsx";

/** An invoice that was issued: it is looked at, paid or voided, and never changed. */
export function Issued({ id }: { id: number }) {
  const invoice = useAsk(getInvoice, { id: String(id) });
  if (invoice.error) return <Failed error={invoice.error} again={() => void invoice.refetch()} />;
  if (invoice.data?.id !== id) return <Waiting />;
  return (
    <Stack gap="lg">
      <Actions invoice={invoice.data} />
      <Paper invoice={invoice.data} />
    </Stack>
  );
}
