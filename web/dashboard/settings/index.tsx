import { Navigate } from "@tanstack/react-router";

/** The settings open at what is one's own. */
export default function SettingsIndex() {
  return <Navigate to="/settings/profile" replace />;
}
