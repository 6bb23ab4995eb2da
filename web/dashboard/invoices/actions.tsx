import { Button, Group, Popover, Stack, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconCash, IconMail, IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { sendInvoice, updateInvoice } from "../../../src/domain/commerce/invoices/operations.ts";
import { newKey } from "../../shared/keys.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import type { Invoice } from "./draft.tsx";
import { texts } from "./texts.ts";

/** What can be done with an invoice as it stands. `blocked`: changes of it are not saved yet. */
export function Actions({ invoice, blocked = false }: { invoice: Invoice; blocked?: boolean }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const { may } = useSession();
  const update = useDo(updateInvoice, { alsoChanges: ["customers"] });
  const { id, number, status, version } = invoice;
  const become = (status: "paid" | "void") =>
    update
      .mutateAsync({ id: String(id), status, options: { ifMatch: version } })
      .then(() => notifications.show({ message: text.done, color: "teal" }))
      .catch(tellFailure(common.failed));
  const write = may("invoices:write");
  return (
    <Group gap="xs">
      {write && status !== "void" && <Send invoice={invoice} disabled={blocked} />}
      {write && ["draft", "sent", "overdue"].includes(status) && (
        <Button
          variant="default"
          disabled={blocked}
          loading={update.isPending}
          leftSection={<IconCash size={16} aria-hidden />}
          onClick={() => void become("paid")}
        >
          {text.pay}
        </Button>
      )}
      <Button
        component={Link}
        to="/invoices/print"
        search={{ id: String(id) } as never}
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
      >
        {text.print}
      </Button>
      {write && ["sent", "overdue", "paid"].includes(status) && (
        <Button
          variant="subtle"
          color="red"
          onClick={() =>
            modals.openConfirmModal({
              title: fill(text.voidAsk, { number: number ?? "" }),
              children: text.voidText,
              labels: { confirm: text.void, cancel: common.cancel },
              confirmProps: { color: "red" },
              onConfirm: () => void become("void"),
            })
          }
        >
          {text.void}
        </Button>
      )}
    </Group>
  );
}

/** Asks where to, with the customer's address ready. */
function Send({ invoice, disabled }: { invoice: Invoice; disabled: boolean }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState(invoice.customer.email ?? "");
  // One key for as long as it is asked: pressed twice, it mails once.
  const [key, setKey] = useState(newKey);
  const send = useDo(sendInvoice, { alsoChanges: ["customers"] });

  async function mail() {
    try {
      await send.mutateAsync({ id: invoice.id, ...(email ? { email } : {}), options: { idempotencyKey: key } });
      notifications.show({ message: fill(text.sentTo, { email }), color: "teal" });
      setKey(newKey());
      setOpen(false);
    } catch (error) {
      tellFailure(common.failed)(error);
    }
  }

  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-start" width={300}>
      <Popover.Target>
        <Button
          variant={invoice.status === "draft" ? "filled" : "default"}
          disabled={disabled}
          leftSection={<IconMail size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {invoice.sentAt ? text.sendAgain : text.send}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text.send}>
        <Stack gap="xs">
          <TextInput
            label={text.sendTo}
            type="email"
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <Button loading={send.isPending} onClick={() => void mail()}>
            {text.send}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
