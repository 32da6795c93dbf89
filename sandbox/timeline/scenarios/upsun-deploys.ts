import type { TimelineScenario } from "../scenario";

const common = { language: "en", service: "project" } as const;

export const upsunDeploys: readonly TimelineScenario[] = [
  {
    ...common,
    key: "up-deploy-hook",
    category: "bug_report",
    priorities: ["normal", "high"],
    subjects: [
      "Deploy hook fails on {branch}: connection refused",
      "Migrations fail in the deploy hook of {title}",
    ],
    opening: `Our deploy hook has been failing on {branch} since this morning, with the same commit that is live in production:

W: [{time}] Running deploy hook for application 'app'
   + php bin/console doctrine:migrations:migrate --no-interaction
   In ExceptionConverter.php line 101:
     An exception occurred in the driver: SQLSTATE[HY000] [2002] Connection refused
E: Deploy hook failed with status code 1

The relationship is unchanged:

applications:
  app:
    relationships:
      database: "db:mysql"

A redeploy gives the same.

{sign}`,
    steps: [
      [
        "agent",
        "Hello {customer},\n\nThe service did not start: its disk on {branch} is full (2,048 of 2,048 MB), so MariaDB stops right after recovery:\n\n[ERROR] InnoDB: preallocating 12582912 bytes for file ./ibtmp1 failed with error 28\n[ERROR] InnoDB: Could not set the file size of './ibtmp1'. Probably out of disk space\n\nPlease give it more with\n\nupsun resources:set --disk db:4096 -e {branch}\n\n{sign}",
      ],
      [
        "customer",
        "That explains why production is fine. Resized, redeploy is green. Why does the activity log not say so?",
      ],
      [
        "agent",
        "The log shows the application's view only. Metrics of the service (`upsun metrics:disk`) would have shown it. I have passed on your request that the log mentions a service that does not start.",
      ],
    ],
    followUp: {
      subjects: ["Disk alert for services, as discussed in {earlier}"],
      opening:
        "Hello,\n\nin {earlier} the database of {branch} had filled its disk. Can we be warned in time? We only found notifications for the application's disk.\n\n{sign}",
      steps: [
        [
          "agent",
          'Hello, the health notification "low_disk_space" covers services as well since last month. Add your channel with\n\nupsun integration:add --type health.email --recipients ops@{mail} --from-address noreply@{mail}\n\n{sign}',
        ],
        ["customer", "Added and tested on a small environment, an e-mail came at 85 %. Thanks."],
      ],
    },
  },
  {
    ...common,
    key: "up-build-memory",
    category: "bug_report",
    priorities: ["normal", "low"],
    subjects: ["Build fails: JavaScript heap out of memory", "Build of {title} ends with exit 137"],
    opening: `The build of {title} on {branch} ends with

    > vite build
    transforming...
    FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
    Aborted (core dumped)
  E: Error building project: Step failed with status code 134.

It needs about {g=3..5}.{t=1..9} GB on our machines. Can the build get more?

{sign}`,
    steps: [
      [
        "agent",
        "Hi {customer},\n\nNode limits its heap by itself, well below what the build container has. Set it for the build only:\n\nhooks:\n  build: |\n    set -e\n    NODE_OPTIONS=--max-old-space-size=3584 npm run build\n\nIf that is not enough, build resources can be raised: upsun build-resources:set --memory 6144\n\n{sign}",
      ],
      [
        "customer",
        "3584 got us further, then exit 137. With 6144 MB for the build and 5120 for Node it passes, 2 min 40 s.",
      ],
      [
        "agent",
        "137 is the container's own limit, so that fits. Half the memory often goes into source maps, in case you want to get by with less.",
      ],
    ],
  },
  {
    ...common,
    key: "up-push-rejected",
    category: "bug_report",
    priorities: ["normal"],
    subjects: [
      "Push to {branch} rejected: invalid configuration",
      "git push fails with a validation error",
    ],
    opening: `$ git push upsun {branch}
Enumerating objects: {o=20..90}, done.
Writing objects: 100% ({o}/{o}), 9.{k=10..99} KiB | 9.14 MiB/s, done.
remote: Validating submodules
remote: Validating configuration files
remote:
remote: E: Error parsing configuration files:
remote:    - .upsun/config.yaml:
remote:      - applications.app.mounts./var/uploads.source: 'local' is not one of ['instance', 'service', 'storage', 'tmp', 'temporary']
To git.{region}.platform.example:{project}.git
 ! [remote rejected] {branch} -> {branch} (pre-receive hook declined)
error: failed to push some refs

We copied that part from an older project, where it is accepted.

{sign}`,
    steps: [
      [
        "agent",
        'Hello,\n\n"local" belongs to the older product. Here you choose between "instance" (disk of one instance, fast, gone when you scale horizontally) and "storage" (shared between instances). For uploads:\n\nmounts:\n  \'var/uploads\':\n    source: storage\n    source_path: uploads\n\n{sign}',
      ],
      [
        "customer",
        'Accepted, thank you. Do the files of "instance" move along if we change a mount later?',
      ],
      [
        "agent",
        "No, it is another disk. Copy with `upsun mount:download` before and `upsun mount:upload` after the change.",
      ],
    ],
  },
  {
    ...common,
    key: "up-stuck-activity",
    category: "bug_report",
    priorities: ["high", "normal"],
    subjects: [
      "Activity stuck for {h=2..6} hours on {branch}",
      "All deployments wait behind a cron",
    ],
    opening:
      "An activity of type environment.cron has been in progress on {branch} since {time} and everything behind it is pending. `upsun activity:cancel` answers\n\n  [ApiResponseException]\n  The activity cannot be cancelled in its current state.\n\nPlease end it. What can we do ourselves next time?\n\n{sign}",
    steps: [
      ["status", "open", { wait: 15 }],
      [
        "agent",
        "Hello {customer}, I ended it {clock} UTC, your deployments are running now. The job is `php bin/console feed:import` and had waited on a lock of its own previous run:\n\napp@app.0:~$ ps -eo pid,etime,stat,cmd | grep feed\n  {p=200..900}    0{h=2..6}:11:40 S    php bin/console feed:import\n\nNext time: ssh in and end the process, then the activity finishes. And give the cron a limit:\n\ncrons:\n  feed:\n    spec: '*/10 * * * *'\n    commands:\n      start: flock -n /tmp/feed.lock php bin/console feed:import\n    shutdown_timeout: 20\n    timeout: 15\n\n{sign}",
      ],
      [
        "customer",
        "flock -n and a timeout of 15 minutes are in. I did not know that `timeout` exists, thanks.",
      ],
    ],
    duplicate: {
      subject: "Deployments pending, nothing happens",
      opening:
        "My merge into {branch} has been pending for an hour. Is there a problem with the region {region}?\n\n{sign}",
      answer:
        "Hello {customer}, no problem with the region: {colleague} has opened {other} about a cron that blocks your queue. Let us continue there.\n\n{sign}",
    },
  },
  {
    ...common,
    key: "up-branch-sync",
    category: "bug_report",
    priorities: ["normal", "low"],
    subjects: ["Sync of data to {branch} fails", "environment:synchronize times out"],
    opening:
      "Synchronizing data from main to {branch} fails after exactly 60 minutes, three times now. The database is {g=38..120} GB, files {f=90..400} GB. It used to work at half that size.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hi {customer},\n\nData is cloned by snapshot, so size alone should not matter. Here it waits for the parent: a backup of main was running at the same time, and the two exclude each other. Your automatic backup starts at about the hour you sync. Could you try in the afternoon?\n\n{sign}",
      ],
      ["customer", "At 14:00 it took 6 minutes! We will move our nightly sync to 05:00."],
      [
        "agent",
        'Good. As a general remark: sanitize customers\' data in the deploy hook of non-production environments, `if [ "$PLATFORM_ENVIRONMENT_TYPE" != production ]`, since a sync copies everything.',
      ],
    ],
  },
  {
    ...common,
    key: "up-env-var",
    category: "general_question",
    priorities: ["low", "normal"],
    subjects: [
      "Variable visible in build but not at runtime",
      "Environment variable missing on {branch}",
    ],
    opening:
      'We set a variable in the console for {branch}, and it is there during the build but not in the running application:\n\n$ upsun ssh -e {branch} \'echo "[$STRIPE_MODE]"\'\n[]\n\nIt is a project variable with "available at build time".\n\n{sign}',
    steps: [
      [
        "agent",
        'Hello, two things to check: the option "available at runtime" is separate and off for yours, and only names with the prefix `env:` become environment variables; others are in $PLATFORM_VARIABLES (base64, JSON). Yours has neither.\n\nupsun variable:update -p {project} --visible-runtime true STRIPE_MODE\n\n{sign}',
      ],
      ["customer", "It was the prefix. Created env:STRIPE_MODE and removed the other."],
    ],
  },
  {
    ...common,
    key: "up-gitlab-integration",
    category: "configuration_change",
    priorities: ["normal"],
    subjects: [
      "GitLab integration stopped creating environments",
      "Webhook answers 403 since token rotation",
    ],
    opening:
      'Since we rotated our tokens, merge requests no longer create environments in {title}. GitLab shows for the webhook:\n\nHTTP 403\n{"status":"error","code":403,"message":"Access denied."}\n\nThe integration in the console looks healthy.\n\n{sign}',
    steps: [
      [
        "agent",
        "Hello {customer},\n\nThe integration itself still has the old token, so it can receive but not read your repository, and refuses. Please run\n\nupsun integration:update -p {project} --token NEW_TOKEN\nupsun integration:validate -p {project}\n\nThe token needs the scopes api and read_repository.\n\n{sign}",
      ],
      [
        "customer",
        'validate said "The integration is valid", but new merge requests still give 403. This is what I sent: upsun integration:update --token glpat-Xk{x=1000..9999}demo7Qz',
      ],
      [
        "edit",
        'validate said "The integration is valid", but new merge requests still give 403. This is what I sent: upsun integration:update --token [redacted by support]',
        { wait: 22 },
      ],
      [
        "agent",
        "I removed the token from your message; please revoke it and create another one, as this text went out by e-mail. The 403 now comes from a second, older webhook in GitLab that points to a deleted integration. Remove it there (Settings > Webhooks, the one ending in {w=100..999}).",
      ],
      ["customer", "Removed, revoked, renewed. Works. Sorry about the token."],
    ],
  },
];
