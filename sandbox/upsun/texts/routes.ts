import type { UpsunScenario } from "./scenario";

export const routeScenarios: readonly UpsunScenario[] = [
  {
    category: "configuration_change",
    type: "question",
    issue: "routes",
    subjects: [
      "Redirect loop after changing routes.yaml",
      "Routes: www to bare domain loops",
      "Question about routes configuration of {project}",
    ],
    description: `With this configuration {host} redirects to itself for ever:

"https://www.{default}/":
  type: redirect
  to: "https://{default}/"
"https://{default}/":
  type: upstream
  upstream: "app:http"
  redirects:
    paths:
      "^/(.*)$":
        regexp: true
        to: "https://{default}/$1"

We want everything without www, and old paths (/en/…) on the new ones. Which part is wrong?`,
  },
  {
    category: "incident_outage",
    type: "incident",
    issue: "tls",
    subjects: ["Certificate of {host} expired", "TLS certificate not renewed on {branch}"],
    description:
      "Visitors of https://{host}/ get NET::ERR_CERT_DATE_INVALID since {time} UTC. " +
      'The activity log says "Couldn\u2019t complete challenge [HTTP01: The client ' +
      'lacks sufficient authorization]". We put a CDN in front of it last week; could ' +
      "it answer the challenge in the origin\u2019s place?",
  },
  {
    category: "configuration_change",
    type: "task",
    issue: "domains",
    subjects: ["Move {host} to another project", "Domain already claimed by another project"],
    description:
      'Adding {host} to {project} answers "This domain is already claimed by another ' +
      'project". It was on our old project, deleted in spring. Please release it; the ' +
      "TXT record that proves it is ours is in place.",
  },
  {
    category: "incident_outage",
    type: "incident",
    issue: "outage",
    subjects: [
      "{host} answers 502 on all pages",
      "Production down: {project}",
      "503 from the router in {region}",
    ],
    description: `{host} has answered 502 on every page since {time} UTC. Nothing was deployed \
today. From the access log of the router:

203.0.113.9 - - [{time}] "GET / HTTP/2.0" 502 552 "-" "Mozilla/5.0" upstream="app.0:80" rt=60.001

and in the app's log:

[pool web] server reached pm.max_children setting (12), consider raising it

This is our shop's main season. Please treat it as urgent. {customer}, +46 8 555 010 20`,
  },
  {
    category: "configuration_change",
    type: "question",
    issue: "cache",
    subjects: ["Router cache ignores cookie", "Pages of logged-in users cached"],
    description:
      "We see pages of one user shown to another, cached by the router. Our " +
      "setting:\n\ncache:\n  enabled: true\n  default_ttl: 300\n  cookies: " +
      '["/^SESS.*/"]\n\nThe session cookie is called __Host-sess. Is the match case ' +
      'sensitive, and does "/^(__Host-)?sess/i" work? We turned the cache off for now.',
  },
  {
    category: "configuration_change",
    type: "task",
    issue: "firewall",
    subjects: ["Outbound connection to 3306 blocked", "Allow outgoing traffic to our ERP"],
    description:
      "From {branch} we need to reach erp.northwind.example:3306 (198.51.100.12). " +
      '"firewall: outbound" is set for that address and port, but connections time ' +
      "out. Which addresses does {region} come from, so that we can allow them on our " +
      "side?",
  },
];
