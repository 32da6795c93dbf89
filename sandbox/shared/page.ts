import { PAGE_SCRIPT } from "./page-script";

/** The page for people at a sandbox's root. It holds no data of its own: its script asks the controls. */
export function sandboxPage(title: string, apiPath: string): string {
  return PAGE.replaceAll("{{title}}", title).replaceAll("{{api}}", apiPath === "" ? "/" : apiPath);
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{{title}}</title>
    <style>
      :root {
        color-scheme: light dark;
        --line: color-mix(in srgb, currentColor 20%, transparent);
      }
      body {
        font:
          15px/1.5 system-ui,
          sans-serif;
        margin: 0 auto;
        max-width: 72rem;
        padding: 1.5rem;
      }
      h1 {
        font-size: 1.4rem;
      }
      h2 {
        font-size: 1.1rem;
        margin-top: 2rem;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      .scroll {
        overflow-x: auto;
      }
      th,
      td {
        text-align: left;
        padding: 0.35rem 0.6rem 0.35rem 0;
        border-bottom: 1px solid var(--line);
        vertical-align: top;
      }
      code,
      pre {
        font:
          13px/1.5 ui-monospace,
          monospace;
        overflow-wrap: anywhere;
      }
      pre {
        white-space: pre-wrap;
        margin: 0;
      }
      button,
      select,
      input,
      textarea {
        font: inherit;
      }
      textarea {
        width: 100%;
        min-height: 5rem;
        box-sizing: border-box;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
      }
      #said {
        min-height: 1.5rem;
      }
    </style>
  </head>
  <body>
    <h1>{{title}}</h1>
    <p>
      A local stand-in for the provider. The API is at <code>{{api}}</code>, described by
      <a href="/openapi.json">/openapi.json</a>.
    </p>
    <p id="said" role="status"></p>
    <p>
      <button id="advance">Let time bring changes</button>
      <button id="reset">Back to the beginning</button>
      <button id="expire">Expire access tokens</button>
    </p>
    <h2>Accounts and keys</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Account</th>
            <th>Key</th>
            <th>Scopes</th>
            <th></th>
          </tr>
        </thead>
        <tbody id="keys"></tbody>
      </table>
    </div>
    <h2>Faults</h2>
    <form id="fault">
      <label
        >What
        <select name="kind">
          <option value="rate-limit">429</option>
          <option value="status">5xx as a problem</option>
          <option value="status-html">5xx as HTML</option>
          <option value="status-empty">5xx, empty</option>
          <option value="slow">Slow, 5 s</option>
          <option value="hang">Hang</option>
          <option value="cut">Cut before the write</option>
          <option value="cut-after">Cut after the write</option>
          <option value="page-shift">Shift pages by one</option>
        </select></label
      >
      <label
        >Method
        <select name="method">
          <option value="">any</option>
          <option>GET</option>
          <option>POST</option>
          <option>PATCH</option>
        </select></label
      >
      <label>Path <input name="path" placeholder="*/tickets" /></label>
      <label
        >Times
        <input
          name="count"
          type="number"
          min="1"
          value="1"
          placeholder="always"
          style="width: 5rem"
      /></label>
      <button>Add</button> <button type="button" id="clear">Remove all</button>
    </form>
    <div class="scroll">
      <table>
        <tbody id="faults"></tbody>
      </table>
    </div>
    <h2>Tickets</h2>
    <label
      >Account
      <select id="account"></select
    ></label>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Ticket</th>
            <th>Subject</th>
            <th>Status</th>
            <th>Priority</th>
            <th>Updated</th>
            <th></th>
          </tr>
        </thead>
        <tbody id="tickets"></tbody>
      </table>
    </div>
    <h2>Accepted writes</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>At</th>
            <th>Request</th>
            <th>Account</th>
            <th>Ids</th>
            <th>Body</th>
          </tr>
        </thead>
        <tbody id="journal"></tbody>
      </table>
    </div>
    <dialog id="answer">
      <form method="dialog">
        <p>Answer as the provider's staff. Left empty, a fitting text is written.</p>
        <textarea name="text"></textarea><button value="send">Send answer</button
        ><button value="cancel">Cancel</button>
      </form>
    </dialog>
    <script>
${PAGE_SCRIPT}    </script>
  </body>
</html>
`;
