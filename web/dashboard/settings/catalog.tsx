import { Alert, Button, FileButton, Group, List, Stack, Switch, Table, Text } from "@mantine/core";
import { IconDownload, IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { exportCatalog, importCatalogDocument } from "../../../src/domain/services/catalog/operations.ts";
import { type Answer, ApiError, addressOf, call, type Input, type Problem } from "../../shared/api.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useProblems } from "../../shared/problems.ts";
import { useSession } from "../app/session.tsx";
import { useRefresh } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { catalogTexts } from "./catalog-texts.ts";
import { SettingsPage } from "./frame.tsx";

/** What the business offers, as a file: to take along, and to bring in with a look at it before. */
export default function CatalogPage() {
  const text = useTexts(catalogTexts);
  const { may } = useSession();
  return (
    <SettingsPage section="catalog">
      <Stack gap="xl" maw={720}>
        <Section title={text.export} text={text.exportText}>
          <Button
            component="a"
            href={addressOf(exportCatalog, {})}
            download="catalog.json"
            variant="default"
            w="fit-content"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {text.download}
          </Button>
        </Section>
        {may("services:write") && <Import />}
      </Stack>
    </SettingsPage>
  );
}

type Report = Answer<typeof importCatalogDocument>;
type State =
  | { name: "empty" }
  | { name: "unreadable" }
  | { name: "refused"; error: ApiError }
  | { name: "tried" | "done"; report: Report };

function Import() {
  const text = useTexts(catalogTexts);
  const [file, setFile] = useState<{ name: string; draft: object } | null>(null);
  const [leaveOut, setLeaveOut] = useState(false);
  const [state, setState] = useState<State>({ name: "empty" });
  const [busy, setBusy] = useState(false);
  const refresh = useRefresh();

  async function send(draft: object, missing: "refuse" | "leave-out", dryRun: boolean) {
    setBusy(true);
    try {
      const input = { ...draft, missing } as Input<typeof importCatalogDocument>;
      const options = dryRun ? { headers: { "schedly-dry-run": "true" } } : {};
      const report = await call(importCatalogDocument, input, options);
      setState({ name: dryRun ? "tried" : "done", report });
      if (!dryRun) await refresh("services", "categories", "extras", "catalog");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ name: "refused", error });
    } finally {
      setBusy(false);
    }
  }
  async function choose(chosen: File | null) {
    if (!chosen) return;
    try {
      const draft = JSON.parse(await chosen.text()) as object;
      setFile({ name: chosen.name, draft });
      await send(draft, leaveOut ? "leave-out" : "refuse", true);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      setFile(null);
      setState({ name: "unreadable" });
    }
  }
  const missing = leaveOut ? "leave-out" : "refuse";
  return (
    <Section title={text.import} text={text.importText}>
      <Group>
        <FileButton accept="application/json,.json" onChange={(chosen) => void choose(chosen)}>
          {(props) => (
            <Button {...props} variant="default" loading={busy} leftSection={<IconFileImport size={16} aria-hidden />}>
              {text.choose}
            </Button>
          )}
        </FileButton>
        {file && <Text size="sm">{file.name}</Text>}
      </Group>
      <Switch
        label={text.leaveOut}
        checked={leaveOut}
        onChange={({ currentTarget: { checked } }) => {
          setLeaveOut(checked);
          if (file) void send(file.draft, checked ? "leave-out" : "refuse", true);
        }}
      />
      <div aria-live="polite">
        {state.name === "unreadable" && (
          <Alert color="red" variant="light">
            {text.notReadable}
          </Alert>
        )}
        {state.name === "refused" && <Refused error={state.error} />}
        {(state.name === "tried" || state.name === "done") && (
          <Told title={state.name === "tried" ? text.wouldHappen : text.happened} report={state.report} />
        )}
      </div>
      {file && state.name === "tried" && (
        <Button w="fit-content" loading={busy} onClick={() => void send(file.draft, missing, false)}>
          {text.bringIn}
        </Button>
      )}
    </Section>
  );
}

function Refused({ error }: { error: ApiError }) {
  const text = useTexts(catalogTexts);
  const say = useProblems();
  return (
    <Alert color="red" variant="light" title={text.wrong}>
      {error.details.length > 0 ? <Problems problems={error.details} /> : say.refusal(error)}
    </Alert>
  );
}

const Problems = ({ problems }: { problems: Problem[] }) => {
  const say = useProblems();
  return (
    <List size="sm">
      {problems.slice(0, 50).map(({ field, message }) => (
        <List.Item key={field + message}>
          <b>{field}</b>: {say.field(message)}
        </List.Item>
      ))}
    </List>
  );
};

function Told({ title, report }: { title: string; report: Report }) {
  const text = useTexts(catalogTexts);
  const say = useSay();
  return (
    <Stack gap="sm">
      <Text fw={600}>{title}</Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            {(["created", "updated", "unchanged"] as const).map((name) => (
              <Table.Th key={name} ta="right">
                {text[name]}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(["categories", "services", "extras"] as const).map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {text[name]}
              </Table.Th>
              {(["created", "updated", "unchanged"] as const).map((count) => (
                <Table.Td key={count} ta="right">
                  {say.number(report[name][count])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {report.leftOut.length > 0 && (
        <Alert variant="light" title={text.leftOut}>
          <Problems problems={report.leftOut} />
        </Alert>
      )}
    </Stack>
  );
}
