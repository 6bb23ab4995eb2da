import { ActionIcon, Alert, Group, Menu, Modal, Progress, Stack, Text } from "@mantine/core";
import { IconDots, IconDownload, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import type { ImportReport } from "../../../src/platform/csv/report.ts";
import type { Operation } from "../../../src/platform/operation.ts";
import { ApiError, type Input, sendFile } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { guessFields, readCsv, textOf, withColumns } from "./csv.ts";
import { useRefresh } from "./data.ts";
import { ChooseFile, Preview } from "./import-preview.tsx";
import { Report } from "./import-report.tsx";
import { texts } from "./import-texts.ts";
import { words } from "./words.ts";

type Import = Operation<any, any, any>;
type Importing = {
  operation: Import;
  /** The columns that the operation knows. */
  fields: readonly string[];
  /** What it changes, beside its own noun: `customers`. */
  changes: string[];
};

/** Export and import of a list, behind one button beside its primary action. */
export function CsvMenu({ exportHref, importing }: { exportHref: string; importing?: Importing | false }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="input-sm" aria-label={text.more}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={exportHref} download leftSection={<IconDownload size={16} aria-hidden />}>
            {common.export}
          </Menu.Item>
          {importing && (
            <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setOpen(true)}>
              {common.import}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {importing && <ImportDialog {...importing} opened={open} close={() => setOpen(false)} />}
    </>
  );
}

/** Choose a file, look at it, send it, see what became of each row. */
export function ImportDialog({ opened, close, ...importing }: Importing & { opened: boolean; close: () => void }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={text.title}
      size="xl"
      closeButtonProps={{ "aria-label": common.close }}
    >
      <Steps {...importing} close={close} />
    </Modal>
  );
}

type Chosen = { name: string; rows: string[][]; columns: (string | null)[] };

function Steps({ operation, fields, changes, close }: Importing & { close: () => void }) {
  const text = useTexts(texts);
  const refresh = useRefresh();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [refusal, setRefusal] = useState<ApiError | null>(null);

  async function choose(file: File | null) {
    if (!file) return;
    const rows = readCsv(await textOf(file));
    setRefusal(null);
    setReport(null);
    setChosen({ name: file.name, rows, columns: guessFields(rows[0] ?? [], fields) });
  }

  async function send(atomic: boolean) {
    if (!chosen) return;
    setRefusal(null);
    setShare(0);
    try {
      const content = new Blob([withColumns(chosen.rows, chosen.columns)], { type: "text/csv" });
      const input = { atomic: String(atomic) } as Input<Import>;
      setReport((await sendFile(operation, input, content, setShare)) as ImportReport);
      await refresh(...changes);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error);
    } finally {
      setShare(null);
    }
  }

  if (report && chosen)
    return <Report report={report} file={chosen.name} close={close} again={() => setReport(null)} />;
  if (share !== null) {
    return (
      <Stack gap="xs" py="xl">
        <Text role="status">{text.sending}</Text>
        <Progress value={share * 100} animated aria-label={text.sending} />
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      {refusal && <Refusal refusal={refusal} />}
      {chosen && chosen.rows.length > 1 ? (
        <Preview
          {...chosen}
          fields={fields}
          change={(columns) => setChosen({ ...chosen, columns })}
          send={(atomic) => void send(atomic)}
          choose={choose}
        />
      ) : (
        <>
          {chosen && <Alert color="red">{text.empty}</Alert>}
          <Text style={{ overflowWrap: "anywhere" }}>{fill(text.intro, { fields: fields.join(", ") })}</Text>
          <Group>
            <ChooseFile choose={choose} label={text.choose} primary />
          </Group>
        </>
      )}
    </Stack>
  );
}

function Refusal({ refusal }: { refusal: ApiError }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  return (
    <Alert color="red" title={text.refused} role="alert" variant="light">
      {refusal.status === 0 ? common.offline : refusal.message}
      {refusal.details.length > 0 && (
        <ul>
          {refusal.details.slice(0, 10).map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              {field}: {message}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
