import type { UpsunScenario } from "./scenario";

export const deployScenarios: readonly UpsunScenario[] = [
  {
    category: "bug_report",
    type: "problem",
    issue: "deployment",
    subjects: [
      "Deploy hook fails on {branch}",
      "Deploy hook of {project} fails since today",
      "post_deploy times out on {branch}",
    ],
    description: `Our deploy hook fails on {branch} since this morning, with the very commit that is live in production:

W: [{time}] Running deploy hook for application 'app'
   + php bin/console doctrine:migrations:migrate --no-interaction
   In ExceptionConverter.php line 101:
     An exception occurred in the driver: SQLSTATE[HY000] [2002] Connection refused
E: Deploy hook failed with status code 1

The relationship is unchanged:

relationships:
  database: "db:mysql"

A redeploy gives the same. SSH into the container and "mysql -h database.internal" works, so \
the service is up; perhaps it is just not up yet when the hook runs?`,
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "build",
    subjects: ["Build fails: composer runs out of memory", "Build of {project}: exit 137"],
    description: `Since we added two packages, the build of {project} ends with

  W: PHP Fatal error:  Allowed memory size of 1610612736 bytes exhausted (tried to allocate 67108864 bytes)
  E: Error: Unable to build application, aborting.

Locally composer needs 1.9 GB at its peak. Is there a way to give the build more memory, or do \
we have to commit vendor?`,
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "git",
    subjects: ['Push rejected: "remote: Error processing request"', "Git push to {project} hangs"],
    description:
      "Pushing to {branch} hangs for about two minutes and then ends with\n\nremote: " +
      "Error processing request\nerror: failed to push some refs to " +
      "\u2018ssh://git@git.{region}.upsun.example/{project}.git\u2019\n\nOther " +
      "branches work. The branch has one commit with a 180 MB file that was removed " +
      "again by the next commit.",
  },
  {
    category: "configuration_change",
    type: "task",
    issue: "deployment",
    subjects: ["Please clear the build cache of {project}", "Build cache seems corrupted"],
    description:
      'The last three builds of {project} reuse a broken slug ("Reusing existing build ' +
      'for this tree ID"). We cleared it by the CLI (project:clear-build-cache) and ' +
      "the result is the same. Could you have a look and clear it on your side?",
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "cron",
    subjects: ["Cron of {branch} stuck as running", "Activities pending behind a cron for hours"],
    description:
      "An activity of type environment.cron has been in progress on {branch} since " +
      '{time} and blocks all deployments behind it. "activity:cancel" answers that it ' +
      "cannot be cancelled. Please end it. What can we do ourselves the next time?",
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "source-operation",
    subjects: [
      'Source operation fails with "Permission denied (publickey)"',
      "Source operation update-core fails",
    ],
    description: `The source operation "update-core" on {branch} cannot clone our private dependency any more:

Cloning into '/app/.tmp/core'...
git@gitlab.northwind.example: Permission denied (publickey).
fatal: Could not read from remote repository.

The project's public key was added there as a deploy key and was not changed. Did the project's key change?`,
  },
];
