import { useTranslation } from "react-i18next";
import type { PlatformView } from "../../../../shapes.ts";
import { usePlatforms } from "../../api/settings.ts";
import { useSay } from "../../i18n/say.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { Label } from "../../parts/tags.tsx";
import { OutwardLink } from "../../parts/untrusted.tsx";

const looksLikeAddress = (source: string) => /^https?:\/\//u.test(source);

function Platform({ platform }: { readonly platform: PlatformView }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Section
      title={
        <>
          {say(platform.title)} <code className="faint">{platform.name}</code>
        </>
      }
      extra={<Label tone={platform.access === "crawl" ? "info" : "plain"}>{t(`settings.accesses.${platform.access}`)}</Label>}
    >
      <Facts
        columns={2}
        rows={[
          { label: t("settings.operator"), value: platform.operator },
          { label: t("settings.hosts"), value: <span className="wrap-anywhere">{platform.hosts.join(t("common.joiner"))}</span> },
          {
            label: t("settings.pace"),
            value: `${t("settings.perMinute", { count: platform.requestsPerMinute })}${platform.needsBrowser ? `${t("common.joiner")}${t("settings.needsBrowser")}` : ""}`,
          },
          { label: t("settings.channel"), value: `${platform.channel} · ${t(`notices.languages.${platform.language}`)}` },
          {
            label: t("settings.contact"),
            value:
              platform.contact === "" ? (
                <span className="text-warning">{t("settings.noContact")}</span>
              ) : (
                <span className="wrap-anywhere">{platform.contact}</span>
              ),
          },
          { label: t("settings.linkLimit"), value: platform.linkLimit },
        ]}
      />
      {platform.facts.length > 0 && (
        <details className="cleared">
          <summary>
            {t("settings.facts")} · {t("settings.factsCount", { count: platform.facts.length })}
          </summary>
          <ul className="fact-list">
            {platform.facts.map((fact, index) => (
              <li key={index}>
                <p>{fact.fact}</p>
                <span className="faint small">
                  {t("settings.source")}:{" "}
                  {looksLikeAddress(fact.source) ? (
                    <OutwardLink url={fact.source} whole />
                  ) : (
                    <span className="wrap-anywhere">{fact.source}</span>
                  )}{" "}
                  <Label tone={fact.verified === false ? "warning" : "good"}>
                    {fact.verified === false ? t("settings.unverified") : t("settings.verified", { date: fact.verified })}
                  </Label>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

export function PlatformsPart() {
  const { t } = useTranslation();
  const query = usePlatforms();
  return (
    <Loaded query={query}>
      {(platforms) => (
        <>
          <p className="faint">{t("settings.platformsHelp")}</p>
          {platforms.map((platform) => (
            <Platform key={platform.name} platform={platform} />
          ))}
        </>
      )}
    </Loaded>
  );
}
