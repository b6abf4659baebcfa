import { useParams } from "react-router";
import { AppearancePage } from "../features/appearance/appearance-page.tsx";
import { ParametersPage } from "../features/parameters/parameters-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageTabs } from "./page-tabs.tsx";

const TABS = [
  { to: "/settings/parameters", word: "Parameters" },
  { to: "/settings/appearance", word: "Appearance" },
] as const;

/** What is set, and how the screen looks. */
export function SettingsPage() {
  const { tab } = useParams();
  if (tab !== "parameters" && tab !== "appearance") return <NotFoundPage />;
  return (
    <div className="flex flex-col gap-2 p-2">
      <h1 className="sr-only">Settings</h1>
      <PageTabs label="Parts of the settings" tabs={TABS} />
      {tab === "parameters" ? <ParametersPage /> : <AppearancePage />}
    </div>
  );
}
