import type { TimelineScenario } from "../scenario";

const common = { language: "sv", service: "project", accounts: ["kvarnvik"] } as const;

/** Customers write in their own language; the support of this provider answers in English. */
export const upsunSwedish: readonly TimelineScenario[] = [
  {
    ...common,
    key: "up-sv-deploy",
    category: "bug_report",
    priorities: ["normal", "high"],
    subjects: ["Deploy till {branch} misslyckas", "Bygget av {title} går inte igenom"],
    opening: `Hej,

bygget av {title} på {branch} har slutat fungera efter att vi uppdaterade ett npm-paket:

npm error code ERESOLVE
npm error ERESOLVE unable to resolve dependency tree
npm error Found: react@19.{m=0..2}.0
npm error Could not resolve dependency:
npm error peer react@"^18.0.0" from kundkort@4.{k=1..9}.2
E: Error building project: Step failed with status code 1.

Lokalt går det bra. Är det olika npm-versioner?

{sign}`,
    steps: [
      [
        "agent",
        'Hello {customer},\n\nI can read Swedish with the help of a translation, and will answer in English if that is fine with you. Yes, versions differ: your local machine has "legacy-peer-deps" in its personal .npmrc, the build does not. Either add an .npmrc with that line to the repository or (better) update kundkort to a version that allows React 19.\n\n{sign}',
      ],
      [
        "customer",
        "Hej {agent}, det går utmärkt med engelska. Mycket riktigt låg det i min egen .npmrc. Paketet finns i version 5 som klarar React 19, nu är bygget grönt. Tack!",
      ],
    ],
  },
  {
    ...common,
    key: "up-sv-search",
    category: "bug_report",
    priorities: ["normal"],
    subjects: ["Sökningen i {title} hittar inte å, ä och ö", "Teckenkodning i sökindex, {host}"],
    opening:
      'Hej! Sökningen på {host} ger noll träffar på ord med å, ä eller ö sedan vi bytte till den nya söktjänsten. "stövlar" ger 0, "stovlar" ger {n=30..140}. Indexet byggs med svensk analys. Det här är inställningen:\n\n"analysis": { "filter": { "sv_stop": { "type": "stop", "stopwords": "_swedish_" } },\n  "analyzer": { "sv": { "tokenizer": "standard", "filter": ["lowercase", "asciifolding", "sv_stop"] } } }\n\n{sign}',
    steps: [
      [
        "agent",
        'Hello {customer}, asciifolding turns ö into o when indexing, and your query uses another analyzer ("standard"), which leaves ö as it is. Set search_analyzer to "sv" in the mapping, or leave asciifolding out; for Swedish I would do the latter, as å, ä and ö are letters of their own.\n\n{sign}',
      ],
      [
        "customer",
        'Tog bort asciifolding och byggde om indexet. "stövlar" ger {n} träffar. Tack för hjälpen!',
      ],
    ],
  },
  {
    ...common,
    key: "up-sv-cron",
    category: "general_question",
    priorities: ["low", "normal"],
    subjects: ["Cron körs en timme fel", "Tidszon för cron i {title}"],
    opening:
      "Hej,\n\nvårt nattjobb i {title} kördes 02.00 i somras men nu 01.00 svensk tid. Kan man låsa cron till svensk tid?\n\ncrons:\n  nattjobb:\n    spec: '0 0 * * *'\n    commands:\n      start: php bin/console natt:kor\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer}, crons run in UTC unless the application has a time zone:\n\napplications:\n  app:\n    timezone: \"Europe/Stockholm\"\n\nIt applies to crons only, not to PHP's date functions (php.ini: date.timezone). Then use '0 2 * * *'. On the last Sunday in March there is no 02:00, so 03:30 may be the better choice.\n\n{sign}",
      ],
      ["customer", "Perfekt, valde 03.30. Tack!"],
    ],
  },
];
