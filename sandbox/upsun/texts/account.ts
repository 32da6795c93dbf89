import type { UpsunScenario } from "./scenario";

export const accountScenarios: readonly UpsunScenario[] = [
  {
    category: "access",
    type: "question",
    issue: "access",
    subjects: [
      "Colleague cannot sign in after switching to SSO",
      "Lost access to {project}",
      "Two-factor device lost",
    ],
    description:
      "Our colleague\u2019s telephone with the second factor is gone, and so are the " +
      "recovery codes. The account owns {project}. What do you need from us to reset " +
      "it? We can answer from the organization\u2019s security contact.",
  },
  {
    category: "access",
    type: "problem",
    issue: "ssh",
    subjects: [
      "SSH: Permission denied although key is added",
      "SSH certificate refused on {branch}",
    ],
    description:
      "$ upsun ssh -e {branch}\ngit@ssh.{region}.upsun.example: Permission denied " +
      "(publickey).\n\nThe key is in the account, the certificate is fresh (upsun " +
      "ssh-cert:info says valid for 57 minutes), the role is contributor. It works for " +
      "admins. Since when does a contributor need something else?",
  },
  {
    category: "billing_question",
    type: "question",
    issue: "billing",
    subjects: [
      "Question about last month\u2019s invoice",
      "Resources billed although project is deleted",
      "Change of plan for {project}",
    ],
    description:
      "The invoice of last month lists {project} with 720 hours of 4 CPU. We scaled it " +
      "down to 1 CPU on the 9th (activity attached to the ticket by your colleague in " +
      "chat). Could you check and correct it? Please also put our purchase order " +
      "number PO-88121 on it.",
  },
  {
    category: "compliance_question",
    type: "question",
    issue: "compliance",
    subjects: [
      "SOC 2 report for our auditors",
      "Where are backups stored? (GDPR)",
      "Sub-processors in {region}",
    ],
    description:
      "For this year\u2019s audit we need (1) your current SOC 2 type II report, (2) " +
      "the list of sub-processors with their countries, (3) a confirmation that " +
      "backups of {project} do not leave {region}. The auditors come in three weeks.",
  },
  {
    category: "general_question",
    type: "question",
    issue: "general",
    subjects: [
      "Horizontal scaling: how are sessions handled?",
      "Best practice for review environments",
      "Can two projects share a service?",
    ],
    description:
      "A general question before we plan: we have a shop and a back office as two " +
      "apps. Is it better to keep both in one project (two routes), or to have two " +
      "projects that share a database by a public endpoint? About 40 review " +
      "environments are open at any time.",
  },
  {
    category: "onboarding",
    type: "task",
    issue: "onboarding",
    subjects: ["Onboarding call for our new team", "Help with migrating from another platform"],
    description:
      "Four developers join us next month. Could we have the onboarding session that " +
      "our plan includes, preferably on a Tuesday? Topics: local development, data " +
      "sanitising for review environments, blue/green releases.",
  },
  {
    category: "report_a_gui_bug",
    type: "problem",
    issue: "console",
    subjects: ["Console: metrics page stays empty", "Console shows wrong environment size"],
    description:
      "The metrics page of {branch} in the console shows only its skeleton. Browser " +
      "console:\n\nTypeError: Cannot read properties of undefined (reading " +
      "\u2018limit\u2019)\n    at Pe (main.8f21c.js:2:91822)\n\nFirefox 140 and Chrome " +
      "141, all of us. Numbers by the CLI (upsun metrics:all) are there.",
  },
  {
    category: "complaint",
    type: "problem",
    issue: "complaint",
    subjects: [
      "Third incident in {region} within a month",
      "Unhappy with the response time of ticket",
    ],
    description:
      "This is the third outage in {region} within a month that we had to report " +
      "ourselves before the status page said anything. We would like a written account " +
      "of all three and a call with somebody who is responsible. {customer}",
  },
  {
    category: "close_my_account",
    type: "task",
    issue: "account",
    subjects: ["Close the trial organization", "Delete project and data"],
    description:
      "Please delete the trial organization that we opened for the evaluation, and " +
      "confirm in writing when all data including backups is gone.",
  },
];
