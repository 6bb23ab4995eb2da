import { Select, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useTexts } from "../../shared/locale.ts";
import { CurrencySelect, LanguageSelect, WeekdaySelect, ZoneSelect } from "../parts/choices.tsx";
import { Section } from "../parts/fold.tsx";
import { businessTexts } from "./business-texts.ts";
import { type Changes, type Company, CompanyForm, CompanySection, orNull } from "./company.tsx";

/** What the business is called, how it is reached, and in which zone and money it thinks. */
export default function BusinessPage() {
  const text = useTexts(businessTexts);
  return (
    <CompanySection section="business">
      {(company) => (
        <CompanyForm company={company} initial={asTyped(company)} changes={asSent}>
          {(form) => (
            <>
              <TextInput label={text.name} required {...form.getInputProps("name")} />
              <TextInput
                label={text.subdomain}
                description={text.subdomainHint}
                leftSection={<span>/b/</span>}
                leftSectionWidth={36}
                {...form.getInputProps("subdomain")}
              />
              <Textarea
                label={text.description}
                description={text.descriptionHint}
                autosize
                minRows={3}
                {...form.getInputProps("description")}
              />
              <Section title={text.contact}>
                <SimpleGrid cols={{ base: 1, xs: 2 }}>
                  <TextInput label={text.phone} type="tel" {...form.getInputProps("phone")} />
                  <TextInput
                    label={text.website}
                    type="url"
                    placeholder="https://"
                    {...form.getInputProps("website")}
                  />
                </SimpleGrid>
                <TextInput
                  label={text.email}
                  description={text.emailHint}
                  type="email"
                  {...form.getInputProps("email")}
                />
                <Textarea label={text.address} autosize minRows={2} {...form.getInputProps("address")} />
              </Section>
              <Section title={text.region} text={text.regionHint}>
                <SimpleGrid cols={{ base: 1, xs: 2 }}>
                  <ZoneSelect label={text.zone} {...form.getInputProps("timeZone")} />
                  <CurrencySelect label={text.currency} {...form.getInputProps("currency")} />
                  <LanguageSelect label={text.language} {...form.getInputProps("language")} />
                  <TextInput label={text.country} maxLength={2} {...form.getInputProps("country")} />
                  <WeekdaySelect label={text.weekStart} {...form.getInputProps("weekStart")} />
                  <Select
                    label={text.clock}
                    allowDeselect={false}
                    data={[
                      { value: "", label: text.byLanguage },
                      { value: "12h", label: text.twelve },
                      { value: "24h", label: text.twentyFour },
                    ]}
                    {...form.getInputProps("timeFormat")}
                  />
                </SimpleGrid>
              </Section>
            </>
          )}
        </CompanyForm>
      )}
    </CompanySection>
  );
}

const asTyped = ({ name, subdomain, timeZone, currency, language, ...company }: Company) => ({
  name,
  subdomain,
  timeZone,
  currency,
  language,
  description: company.description ?? "",
  phone: company.phone ?? "",
  website: company.website ?? "",
  email: company.email ?? "",
  address: company.address ?? "",
  country: company.country ?? "",
  weekStart: String(company.weekStart),
  timeFormat: (company.timeFormat ?? "") as string,
});

const asSent = ({ weekStart, timeFormat, ...values }: ReturnType<typeof asTyped>): Changes => ({
  ...values,
  description: orNull(values.description),
  phone: orNull(values.phone),
  website: orNull(values.website),
  email: orNull(values.email),
  address: orNull(values.address),
  country: orNull(values.country),
  weekStart: Number(weekStart),
  timeFormat: timeFormat === "" ? null : (timeFormat as "12h" | "24h"),
});
