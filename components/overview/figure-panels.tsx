import { Chart } from "@/components/charts/chart";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { formatDuration } from "@/components/ui/time/durations";
import type { Language } from "@/lib/i18n/languages";
import type { Overview, PeriodSums, Spread, Waits, WaitTimes } from "@/lib/review/overview/types";
import { formatNumber } from "@/lib/text/format-number";
import { useLanguage, useTexts } from "#texts";

import { axisStep } from "./axis-step";
import { narrowedUrl } from "./overview-urls";
import { dayName, useDays } from "./period-days";
import { type SumsRow, SumsTable } from "./sums-table";
import { useMean } from "./wait-texts";

interface FiguresProps {
  overview: Overview;
}

function timesOf(
  { firstAnswers, theirs, yours }: Overview["figures"]["times"],
  pick: (times: WaitTimes) => Spread | null | undefined,
): SumsRow["times"] {
  return { firstAnswers: pick(firstAnswers), theirs: pick(theirs), yours: pick(yours) };
}

/** Figures of the period, as charts and as tables. */
export function FigurePanels({ overview }: FiguresProps) {
  const t = useTexts();
  const { filters, figures } = overview;
  const { firstAnswers, theirs, yours } = figures.times;
  const latest = [firstAnswers, theirs, yours].find((one) => one.latest !== null)?.latest ?? null;
  const title = t("overview.detail", useDays(filters.period));
  return (
    <section aria-label={title} className="grid gap-4">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="max-w-prose text-[0.8125rem] text-muted-foreground">
        {t("overview.note")}
        {latest === null ? null : ` ${t("overview.partOfTimes", { count: latest })}`}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <VolumeChart overview={overview} />
        <WaitingChart overview={overview} />
      </div>
      <Panel title={t("overview.byProvider")}>
        <SumsTable
          label={t("overview.byProvider")}
          head={t("overview.name")}
          filters={filters}
          rows={[
            ...figures.providers.map(({ provider, name, sums }) => ({
              ...{ key: provider, name, sums, narrowed: { provider } },
              times: timesOf(figures.times, ({ providers }) => providers.get(provider)),
              href: narrowedUrl(filters, { provider }),
            })),
            ...(figures.providers.length > 1
              ? [
                  {
                    key: "",
                    name: t("overview.all"),
                    sums: figures.total,
                    times: timesOf(figures.times, ({ total }) => total),
                  },
                ]
              : []),
          ]}
          note={figures.providers.length === 0 ? t("overview.noFigures") : undefined}
        />
      </Panel>
      <CategoryPanel overview={overview} />
      <ServicePanel overview={overview} />
    </section>
  );
}

function CategoryPanel({ overview: { filters, figures } }: FiguresProps) {
  const t = useTexts();
  if (figures.categories.length === 0) return null;
  const rows = figures.categories.map(({ provider, name, categoryId, label, sums }): SumsRow => {
    const narrowed = { provider, category: categoryId === "" ? label.value : categoryId };
    return {
      ...{ key: `${provider} ${categoryId}`, name: label.label, detail: name, sums, narrowed },
      times: timesOf(figures.times, ({ categories }) =>
        categories.get(`${provider} ${categoryId}`),
      ),
      isForeign: !label.known,
      href: narrowedUrl(filters, narrowed),
    };
  });
  const more = t("overview.moreRows", { count: rows.length });
  return (
    <Panel title={t("overview.byCategory")}>
      <SumsTable
        label={t("overview.byCategory")}
        head={t("overview.name")}
        filters={filters}
        rows={rows}
        note={figures.moreCategories ? more : undefined}
      />
    </Panel>
  );
}

function ServicePanel({ overview: { filters, figures } }: FiguresProps) {
  const t = useTexts();
  if (figures.services.length === 0) return null;
  const rows = figures.services.map(({ serviceId, name, organizationName, sums }): SumsRow => ({
    ...{ key: serviceId, name, detail: organizationName, sums, isForeign: true },
    narrowed: { service: serviceId },
    times: timesOf(figures.times, ({ services }) => services.get(serviceId)),
    href: narrowedUrl(filters, { service: serviceId }),
  }));
  const limit = t("overview.serviceLimit");
  const more = `${t("overview.moreRows", { count: rows.length })} ${limit}`;
  return (
    <Panel title={t("overview.byService")}>
      <SumsTable
        label={t("overview.byService")}
        head={t("overview.name")}
        filters={filters}
        rows={rows}
        note={figures.moreServices ? more : limit}
      />
    </Panel>
  );
}

function VolumeChart({ overview }: FiguresProps) {
  const t = useTexts();
  const language = useLanguage();
  const { buckets, total } = overview.figures;
  const days = useDays(overview.filters.period);
  const most = buckets.toSorted((one, other) => other.sums.opened - one.sums.opened)[0];
  const isEmpty = !most || (total.opened === 0 && total.done === 0);
  const label = isEmpty
    ? t("overview.volumeNone", days)
    : t("overview.volumeLabel", {
        ...days,
        opened: total.opened,
        done: total.done,
        day: bucketName(most, language, true),
        most: most.sums.opened,
      });
  return (
    <Panel title={t("overview.volume")}>
      <div className="px-4 py-3">
        <Chart
          label={label}
          series={[
            {
              name: t("overview.opened"),
              look: "bar",
              values: buckets.map(({ sums }) => sums.opened),
            },
            {
              name: t("overview.done"),
              look: "line",
              values: buckets.map(({ sums }) => sums.done),
            },
          ]}
          names={buckets.map((bucket) => bucketName(bucket, language))}
          format={(value) => formatNumber(value, language)}
        />
      </div>
      <BucketTable overview={overview} title={t("overview.volume")} />
    </Panel>
  );
}

function WaitingChart({ overview }: FiguresProps) {
  const t = useTexts();
  const language = useLanguage();
  const { buckets, total } = overview.figures;
  const mean = ({ count, ms }: Waits) => (count === 0 ? null : ms / count);
  const meanText = useMean();
  const text = (waits: Waits) => meanText(waits) ?? t("overview.none");
  const series = (
    [
      ["answers", "line", "firstAnswers"],
      ["theirs", "dashed", "theirs"],
      ["yours", "dotted", "yours"],
    ] as const
  ).map(([name, look, of]) => ({
    name: t(`overview.${name}`),
    look,
    values: buckets.map(({ sums }) => mean(sums[of])),
  }));
  const step = axisStep(Math.max(0, ...series.flatMap(({ values }) => values.map(Number))));
  return (
    <Panel title={t("overview.waiting")}>
      <div className="px-4 py-3">
        <Chart
          label={t("overview.waitingLabel", {
            ...useDays(overview.filters.period),
            answer: text(total.firstAnswers),
            theirs: text(total.theirs),
            yours: text(total.yours),
          })}
          series={series}
          names={buckets.map((bucket) => bucketName(bucket, language))}
          step={step}
          format={(value) => formatDuration(t, value, language)}
        />
      </div>
      <p className="px-4 pb-3 text-[0.8125rem]">
        {t("overview.answers")}: {text(total.firstAnswers)} · {t("overview.theirs")}:{" "}
        {text(total.theirs)} · {t("overview.yours")}: {text(total.yours)}
      </p>
    </Panel>
  );
}

/** The numbers of both charts: without links until they are asked for, as there are many. */
function BucketTable({ overview, title }: FiguresProps & { title: string }) {
  const t = useTexts();
  const language = useLanguage();
  const { filters, figures } = overview;
  const { table, period } = filters;
  return (
    <Disclosure summary={t("overview.table")} open={Boolean(table)} className="px-4 pb-3">
      <SumsTable
        label={title}
        head={t("overview.day")}
        filters={filters}
        isPlain={!table}
        rows={figures.buckets.map((bucket) => ({
          key: bucket.from,
          name: bucketName(bucket, language, true),
          period: bucket,
          sums: bucket.sums,
        }))}
      />
      {table ? null : (
        <Link
          href={narrowedUrl(filters, { ...period, table: "1" })}
          scroll={false}
          className="text-link"
        >
          {t("overview.tableLinks")}
        </Link>
      )}
    </Disclosure>
  );
}

/** The first day of a part of the period; with `isWhole`, the last one, too. */
function bucketName({ from, to }: PeriodSums, language: Language, isWhole = false): string {
  if (!isWhole) return dayName(from, language, { day: "numeric", month: "short" });
  const first = dayName(from, language);
  return from === to ? first : `${first} – ${dayName(to, language)}`;
}
