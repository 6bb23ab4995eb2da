import "@fontsource-variable/inter";
import "./booking.css";
import "./store/store.css";
import { Component, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { bestLocale, type Locale } from "../shared/locale.ts";
import { App } from "./app.tsx";
import { isFramed, isOfStore, readPage, root, search } from "./page.ts";

// Takes the place of the plain page, which stays underneath: should anything fail here, it is shown again.

const plainAgain = () => document.documentElement.classList.remove("app");

class Fallback extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    plainAgain();
    return { failed: true };
  }
  override render() {
    return this.state.failed ? null : this.props.children;
  }
}

/** The server has chosen by what the browser asks for; a page that frames this one may want another. */
function localeOf(): Locale {
  const wanted = isFramed ? search.get("lang") : null;
  const locale = bestLocale(wanted ? [wanted, document.documentElement.lang] : [document.documentElement.lang]);
  document.documentElement.lang = locale;
  return locale;
}

async function start() {
  const page = readPage();
  // Neither of the two loads what the other needs.
  const Store = isOfStore(page) ? (await import("./store/pages.tsx")).default : null;
  const Booker = isOfStore(page) ? null : (await import("./booker.tsx")).default;
  createRoot(root()).render(
    <Fallback>
      <App page={page} locale={localeOf()} Store={Store} Booker={Booker} />
    </Fallback>,
  );
}

start().catch(plainAgain);
