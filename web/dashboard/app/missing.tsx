import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTexts } from "../../shared/locale.ts";
import { Empty } from "../parts/states.tsx";
import { texts } from "./texts.ts";

/** An address that leads nowhere. */
export function Missing() {
  const { missing, missingText, toHome } = useTexts(texts);
  return (
    <Empty
      title={missing}
      action={
        <Button component={Link} to="/">
          {toHome}
        </Button>
      }
    >
      {missingText}
    </Empty>
  );
}
