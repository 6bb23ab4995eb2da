import "./print.css";
import { Button, Group } from "@mantine/core";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { getInvoice } from "../../../src/domain/commerce/invoices/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useAsk } from "../parts/data.ts";
import { Page } from "../parts/page.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { Paper } from "./paper.tsx";
import { texts } from "./texts.ts";

/** One invoice on a sheet of paper. On the printer the frame of the dashboard is gone. */
export default function PrintInvoicePage() {
  const text = useTexts(texts);
  const [{ id }] = useAddress();
  const invoice = useAsk(getInvoice, { id: id ?? "0" });
  const title = `${text.invoice} ${invoice.data?.number ?? text.draft}`;
  return (
    <Page
      title={title}
      action={
        <Group gap="xs" className="not-printed">
          <Button
            component={Link}
            to="/invoices"
            search={{ id: id ?? "" } as never}
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
          >
            {text.back}
          </Button>
          <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {text.print}
          </Button>
        </Group>
      }
    >
      {invoice.error ? (
        <Failed error={invoice.error} again={() => void invoice.refetch()} />
      ) : invoice.data ? (
        <div className="sheet">
          <Paper invoice={invoice.data} />
        </div>
      ) : (
        <Waiting />
      )}
    </Page>
  );
}
