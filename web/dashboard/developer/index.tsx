import { Navigate } from "@tanstack/react-router";

export default function DeveloperIndex() {
  return <Navigate to="/developer/keys" replace />;
}
