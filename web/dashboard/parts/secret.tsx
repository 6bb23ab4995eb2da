import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** A password or another secret. Mantine's own tells a screen reader nothing of what is wrong with it, nor what its eye shows. */
export const SecretInput = ({ label, error, ...rest }: PasswordInputProps & { label: string }) => (
  <PasswordInput
    label={label}
    error={error}
    aria-invalid={error ? true : undefined}
    visibilityToggleButtonProps={{ "aria-label": label }}
    {...rest}
  />
);
