import { Anchor, Avatar, ColorInput, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { fill, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { sayMinutes } from "../parts/choices.tsx";
import { Section } from "../parts/fold.tsx";
import { brandingTexts } from "./branding-texts.ts";
import { type Company, CompanyForm, CompanySection, orNull } from "./company.tsx";
import { contrast, isColour, textOn } from "./contrast.ts";

const ours = "#3c5bb3";
const proposed = ["#3c5bb3", "#0f766e", "#15803d", "#b45309", "#be123c", "#7e22ce", "#334155"];

/** The business's own colour and logo on its public pages. */
export default function BrandingPage() {
  const text = useTexts(brandingTexts);
  return (
    <CompanySection section="branding">
      {(company) => (
        <CompanyForm
          company={company}
          initial={{ accentColor: company.accentColor ?? "", logoUrl: company.logoUrl ?? "" }}
          changes={({ accentColor, logoUrl }) => ({ accentColor: orNull(accentColor), logoUrl: orNull(logoUrl) })}
        >
          {(form) => (
            <>
              <ColorInput
                label={text.accent}
                description={text.accentHint}
                placeholder={ours}
                swatches={proposed}
                eyeDropperButtonProps={{ "aria-label": text.pick }}
                {...form.getInputProps("accentColor")}
              />
              <Contrast colour={form.values.accentColor || ours} />
              <TextInput
                label={text.logo}
                description={text.logoHint}
                type="url"
                placeholder="https://"
                {...form.getInputProps("logoUrl")}
              />
              <Section title={text.preview}>
                <Preview company={company} colour={form.values.accentColor || ours} logo={form.values.logoUrl} />
              </Section>
              <Anchor href={`/b/${company.subdomain}`} target="_blank" rel="noreferrer" w="fit-content">
                {text.open}
              </Anchor>
            </>
          )}
        </CompanyForm>
      )}
    </CompanySection>
  );
}

/** Whether text on the colour, and the colour on the page, can be read. Computed, never assumed. */
function Contrast({ colour }: { colour: string }) {
  const text = useTexts(brandingTexts);
  const say = useSay();
  if (!isColour(colour)) return null;
  const rounded = (ratio: number) => say.number(Math.floor(ratio * 10) / 10);
  const { colour: on, ratio } = textOn(colour);
  const onPage = contrast(colour, "#ffffff");
  return (
    <Stack gap={2} role="status">
      <Group gap={6} wrap="nowrap">
        <IconCheck size={16} aria-hidden />
        <Text size="sm">
          {fill(text.onIt, { colour: on === "#ffffff" ? text.white : text.black, ratio: rounded(ratio) })}
        </Text>
      </Group>
      {onPage < 3 && <Text size="sm">{fill(text.pale, { ratio: rounded(onPage) })}</Text>}
    </Stack>
  );
}

function Preview({ company, colour, logo }: { company: Company; colour: string; logo: string }) {
  const text = useTexts(brandingTexts);
  const locale = useLocale();
  const say = useSay();
  const ground = isColour(colour) ? colour : ours;
  return (
    <Paper withBorder p="md" bg="#ffffff" c="#1c2024" style={{ colorScheme: "light" }}>
      <Group gap="sm" mb="md" wrap="nowrap">
        {logo ? (
          <img src={logo} alt="" height={36} style={{ maxWidth: 140 }} />
        ) : (
          <Avatar name={company.name} color="#334155" variant="filled" radius="md" />
        )}
        <Text fw={600}>{company.name}</Text>
      </Group>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600}>{text.service}</Text>
          <Text size="sm" c="#5b6470">
            {sayMinutes(locale, 60)} · {say.money(4500, company.currency)}
          </Text>
        </div>
        <span
          style={{
            background: ground,
            color: textOn(ground).colour,
            padding: "8px 16px",
            borderRadius: 8,
            fontWeight: 600,
          }}
        >
          {text.book}
        </span>
      </Group>
    </Paper>
  );
}
