import { Text } from "@mantine/core";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk } from "../parts/data.ts";
import { type Hours, HoursEditor } from "../parts/hours.tsx";
import { businessTexts } from "./business-texts.ts";
import { CompanyForm, CompanySection } from "./company.tsx";

/** When the business is open; staff without hours of their own follow it. */
export default function OpeningHoursPage() {
  const text = useTexts(businessTexts);
  const { may } = useSession();
  const locations = useAsk(listLocations, may("locations:read") ? { limit: "100" } : null);
  return (
    <CompanySection section="hours">
      {(company) => {
        const { timeZone: _, ...hours } = company.openingHours;
        return (
          <CompanyForm<{ openingHours: Hours }>
            company={company}
            initial={{ openingHours: hours }}
            changes={({ openingHours }) => ({ openingHours })}
          >
            {(form) => (
              <>
                <Text c="dimmed">{text.hoursHint}</Text>
                <HoursEditor
                  value={form.values.openingHours}
                  onChange={(openingHours) => form.setFieldValue("openingHours", openingHours)}
                  places={locations.data?.items}
                  readOnly={!may("settings:write")}
                />
              </>
            )}
          </CompanyForm>
        );
      }}
    </CompanySection>
  );
}
