import { Group } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";

/** A rating from 1 to 5, as stars; `label` says it in words. */
export const Stars = ({ rating, label }: { rating: number; label: string }) => (
  <Group gap={2} role="img" aria-label={label} c="yellow.7" display="inline-flex">
    {[1, 2, 3, 4, 5].map((one) =>
      one <= rating ? <IconStarFilled key={one} size={16} aria-hidden /> : <IconStar key={one} size={16} aria-hidden />,
    )}
  </Group>
);
