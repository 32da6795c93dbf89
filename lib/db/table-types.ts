// Written by `npm run db:types` from the migrated database. A test fails when they differ.
import type { ColumnType } from "kysely";

type Auditoutcome = "done" | "failed" | "refused";

type Connectionstatus = "active" | "disconnected" | "needs_attention";

type Draftkind = "follow_up" | "new_ticket" | "reply" | "resubmission";

type Filestate =
  | "confirmed"
  | "missing"
  | "ready"
  | "receiving"
  | "refused"
  | "sending"
  | "unsure"
  | "uploaded"
  | "waiting";

type Followlevel = "follow" | "mute";

type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>;

type Int8 = ColumnType<string, bigint | number | string, bigint | number | string>;

type Json = JsonValue;

type JsonArray = JsonValue[];

type JsonObject = {
  [x: string]: JsonValue | undefined;
};

type JsonPrimitive = boolean | number | string | null;

type JsonValue = JsonArray | JsonObject | JsonPrimitive;

type Mailstate = "failed" | "sending" | "sent" | "waiting";

type Membershiprole = "manager" | "member" | "reader";

type Organizationlevel = "all" | "mine" | "none";

type Personchannel = "mail" | "push";

type Secondfactorkind = "app" | "recovery_code";

type Segmentturn = "done" | "not_seen" | "paused" | "theirs" | "unclear" | "yours";

type Signinmethod =
  "identity" | "invitation" | "mail_code" | "mail_link" | "operator" | "passkey" | "password";

type Submissionkind = "close" | "collaborators" | "create" | "reopen" | "reply" | "solve";

type Submissionstate =
  "abandoned" | "needs_decision" | "queued" | "rejected" | "sending" | "sent" | "unknown";

type Submissionstep = "attach_message" | "files" | "reopen" | "write";

type Syncoutcome = "complete" | "failed" | "handed_on" | "partial" | "running";

type Synctrigger = "connect" | "cron" | "filing" | "opened" | "person";

type Timestamp = ColumnType<Date, Date | string, Date | string>;

type Tokenkind =
  | "address_change"
  | "address_stop"
  | "first_administrator"
  | "invitation"
  | "link_identity"
  | "password_reset"
  | "proof"
  | "sign_in";

type Turn = "done" | "paused" | "theirs" | "unclear" | "yours";

type Userrole = "admin" | "customer" | "staff";

type Webhookdeliverystate = "delivered" | "failed" | "waiting";

interface AccountToken {
  attempts: Generated<number>;
  code_hash: string | null;
  created_at: Generated<Timestamp>;
  created_by_id: string | null;
  data: Generated<Json>;
  email: string;
  expires_at: Timestamp;
  id: string;
  kind: Tokenkind;
  organization_id: string | null;
  role: string | null;
  token_hash: string;
  used_at: Timestamp | null;
  user_id: string | null;
  withdrawn_at: Timestamp | null;
}

interface Answer {
  answered_after: Timestamp | null;
  answered_at: Timestamp;
  answered_before: Timestamp;
  asked_at: Timestamp;
  is_first: boolean;
  message_external_id: string;
  position: number;
  ticket_id: string;
}

interface Attachment {
  changed_at: Timestamp | null;
  download_url: string | null;
  external_id: string;
  filename: string | null;
  id: string;
  message_external_id: string | null;
  mime_type: string | null;
  removed_at: Timestamp | null;
  ticket_id: string;
}

interface AuditEntry {
  action: string;
  actor_id: string | null;
  at: Generated<Timestamp>;
  count: number | null;
  data: Generated<Json>;
  id: Generated<Int8>;
  network: string | null;
  once_key: string | null;
  organization_id: string | null;
  outcome: Generated<Auditoutcome>;
  reason: string | null;
  session_id: string | null;
  target_id: string | null;
  target_type: string | null;
}

interface Authenticator {
  confirmed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  last_step: Generated<number>;
  sealed_secret: string;
  user_id: string;
}

interface CaseFile {
  case_id: string | null;
  id: string;
  made_at: Generated<Timestamp>;
  made_by_id: string;
  organization_id: string;
  root: string | null;
  ticket_id: string | null;
}

interface Category {
  connection_id: string;
  external_id: string;
  gone_at: Timestamp | null;
  label: string | null;
  read_at: Timestamp;
}

interface Connection {
  account: Generated<Json>;
  capabilities: Generated<Json>;
  checked_at: Timestamp | null;
  checkpoint: Json | null;
  covered_from: Timestamp | null;
  covered_until: Timestamp | null;
  created_at: Generated<Timestamp>;
  created_by_id: string;
  credential_version: Generated<number>;
  deletions_checked_at: Timestamp | null;
  erasing_at: Timestamp | null;
  exchanging_until: Timestamp | null;
  failures: Generated<number>;
  id: string;
  label: string;
  last_error_at: Timestamp | null;
  last_error_code: string | null;
  last_error_message: string | null;
  last_read_at: Timestamp | null;
  lease_token: Generated<number>;
  lease_until: Timestamp | null;
  next_at: Timestamp | null;
  organization_id: string;
  paused_at: Timestamp | null;
  probing_until: Timestamp | null;
  provider: string;
  provider_pause_reason: string | null;
  provider_pause_until: Timestamp | null;
  rate_limit: number | null;
  rate_remaining: number | null;
  rate_reset_at: Timestamp | null;
  resources_read_at: Generated<Json>;
  sealed_access_token: string | null;
  sealed_credential: string | null;
  status: Generated<Connectionstatus>;
  sync_requested_at: Timestamp | null;
  tickets_total: number | null;
}

interface DayRoot {
  case_files: number;
  day: Timestamp;
  entries: number;
  made_at: Generated<Timestamp>;
  organization_id: string;
  previous: string;
  root: string;
}

interface DaySum {
  answer_ms: Int8;
  answers: number;
  category_id: string;
  connection_id: string;
  day: Timestamp;
  done: number;
  first_answer_ms: Int8;
  first_answers: number;
  opened: number;
  organization_id: string;
  provider: string;
  service_id: string;
  theirs: number;
  theirs_ms: Int8;
  yours: number;
  yours_ms: Int8;
}

interface Device {
  created_at: Generated<Timestamp>;
  id: string;
  last_seen_at: Generated<Timestamp>;
  time_zone: string | null;
  token_hash: string;
  user_id: string;
}

interface Draft {
  discarded_at: Timestamp | null;
  form_key: string;
  id: string;
  kind: Draftkind;
  sealed: string | null;
  target_id: Generated<string>;
  updated_at: Generated<Timestamp>;
  user_id: string;
  values: Json | null;
  version: Generated<number>;
}

interface Event {
  after: Json | null;
  before: Json | null;
  field: string | null;
  happened_at: Timestamp | null;
  id: Generated<Int8>;
  kind: string;
  not_before: Timestamp | null;
  organization_id: string;
  recorded_at: Generated<Timestamp | null>;
  run_id: string | null;
  seen_at: Timestamp;
  ticket_id: string;
}

interface FilePiece {
  bytes: Buffer;
  file_id: string;
  position: number;
}

interface FilingTemplate {
  created_at: Generated<Timestamp>;
  created_by_id: string;
  id: string;
  name: string;
  organization_id: string;
  provider: string;
  values: Json;
}

interface Identity {
  created_at: Generated<Timestamp>;
  email: string;
  id: string;
  issuer: string;
  last_used_at: Timestamp | null;
  subject: string;
  user_id: string;
}

interface InternalNote {
  author_id: string;
  body: string | null;
  created_at: Generated<Timestamp>;
  form_key: string;
  id: string;
  removed_at: Timestamp | null;
  removed_by_id: string | null;
  ticket_id: string;
}

interface InternalNoteMention {
  note_id: string;
  user_id: string;
}

interface Mail {
  attempts: Generated<number>;
  created_at: Generated<Timestamp>;
  guard_organization_id: string | null;
  guard_ticket_id: string | null;
  guard_user_id: string | null;
  id: string;
  kind: string;
  last_error: string | null;
  lease_until: Timestamp | null;
  message_id: string;
  next_at: Generated<Timestamp>;
  recipient: string;
  sealed_body: string | null;
  sent_at: Timestamp | null;
  state: Generated<Mailstate>;
}

interface Maintenance {
  name: string;
  next_at: Timestamp;
}

interface Membership {
  created_at: Generated<Timestamp>;
  organization_id: string;
  role: Generated<Membershiprole>;
  user_id: string;
}

interface Message {
  body: string | null;
  changed_at: Timestamp | null;
  encrypted: Generated<boolean>;
  external_id: string;
  position: number;
  removed_at: Timestamp | null;
  sender: string;
  sender_id: string | null;
  sender_name: string | null;
  sent_at: Timestamp | null;
  ticket_id: string;
}

interface Notice {
  actor_id: string | null;
  at: Generated<Timestamp>;
  connection_id: string | null;
  detail: string;
  event_id: Int8 | null;
  id: Generated<Int8>;
  kind: string;
  organization_id: string;
  recipient_id: string | null;
  submission_id: string | null;
  ticket_id: string | null;
  topic: string;
  wakes: Generated<boolean>;
}

interface NoticeDelivery {
  channel: Personchannel;
  due_at: Timestamp | null;
  in_digest: Generated<boolean>;
  organization_id: string;
  topic: string;
  untold_from: Int8 | null;
  untold_since: Timestamp | null;
  user_id: string;
  wakes: Generated<boolean>;
  window_ends_at: Timestamp | null;
}

interface Notification {
  count: number;
  first_notice_id: Int8;
  in_app: Generated<boolean>;
  kinds: string[] | null;
  last_at: Timestamp;
  last_notice_id: Int8;
  organization_id: string;
  reason: string;
  ticket_id: string | null;
  topic: string;
  unread_since: Timestamp | null;
  user_id: string;
}

interface NotificationSetting {
  choices: Generated<Json>;
  digest_at: Generated<number>;
  digest_due_at: Timestamp | null;
  is_storm: Generated<boolean>;
  quiet_from: number | null;
  quiet_until: number | null;
  user_id: string;
}

interface Organization {
  asks_reason: Generated<boolean>;
  calendar: Json | null;
  created_at: Generated<Timestamp>;
  id: string;
  name: string;
  requires_second_factor: Generated<boolean>;
  use_references: Generated<boolean>;
}

interface OrganizationFollow {
  level: Organizationlevel;
  organization_id: string;
  user_id: string;
}

interface OutdatedTimeline {
  connection_id: string;
  failed_at: Timestamp | null;
  ticket_id: string;
}

interface OutgoingFile {
  created_at: Generated<Timestamp>;
  discarded_at: Timestamp | null;
  draft_kind: Draftkind | null;
  draft_target_id: Generated<string>;
  erased_at: Timestamp | null;
  filename: string;
  id: string;
  mime_type: string | null;
  organization_id: string;
  original_filename: string | null;
  pieces: Generated<number>;
  position: Generated<number>;
  reason: string | null;
  settled_at: Timestamp | null;
  sha256: string | null;
  size: number;
  state: Generated<Filestate>;
  submission_id: string | null;
  uploaded_at: Timestamp | null;
  user_id: string;
}

interface Passkey {
  counter: Int8;
  created_at: Generated<Timestamp>;
  id: string;
  is_synced: boolean;
  last_used_at: Timestamp | null;
  name: string;
  public_key: Buffer;
  transports: string[] | null;
  user_id: string;
}

interface PasskeyChallenge {
  challenge: string;
  expires_at: Timestamp;
  purpose: string;
  user_id: string | null;
}

interface PastWords {
  known_from: Timestamp | null;
  known_until: Timestamp;
  organization_id: string;
  ticket_id: string;
  words: string;
}

interface PersonUsage {
  draft_bytes: Generated<Int8>;
  user_id: string;
  waiting_bytes: Generated<Int8>;
  waiting_files: Generated<number>;
}

interface PortalKey {
  created_at: Generated<Timestamp>;
  id: string;
  public_key: string;
  sealed_private_key: string;
}

interface PrivateSubmission {
  organization_id: string;
  owner_id: string;
  submission_id: string;
}

interface PushSubscription {
  created_at: Generated<Timestamp>;
  device_id: string | null;
  endpoint_hash: string;
  failures: Generated<number>;
  id: string;
  last_sent_at: Timestamp | null;
  sealed_subscription: string;
  user_agent: string;
  user_id: string;
}

interface RateLimit {
  expire: Int8 | null;
  key: string;
  points: Generated<number>;
}

interface RawContent {
  content_hash: string;
  raw: Json;
  ticket_id: string;
}

interface ReceivedPiece {
  file_id: string;
  position: number;
  sha256: string | null;
  writes: Generated<number>;
}

interface RecoveryCode {
  code_hash: string;
  used_at: Timestamp | null;
  user_id: string;
}

interface ReviewCase {
  closed_at: Timestamp | null;
  closed_by_id: string | null;
  created_at: Generated<Timestamp>;
  created_by_id: string;
  form_key: string;
  id: string;
  organization_id: string;
  title: string;
}

interface ReviewCaseTicket {
  added_at: Generated<Timestamp>;
  added_by_id: string;
  case_id: string;
  id: string;
  removed_at: Timestamp | null;
  removed_by_id: string | null;
  ticket_id: string;
}

interface Revision {
  content_hash: string;
  id: Generated<Int8>;
  run_id: string | null;
  seen_at: Timestamp;
  ticket_id: string;
}

interface SavedView {
  created_at: Generated<Timestamp>;
  created_by_id: string;
  for_staff: Generated<boolean>;
  id: string;
  is_pinned: boolean;
  name: string;
  organization_id: string | null;
  position: number;
  query: string;
  user_id: string | null;
}

interface SearchList {
  next_at: Timestamp;
  organization_id: string;
}

interface SearchWord {
  organization_id: string;
  tickets: number;
  word: string;
}

interface SeenAs {
  ended_at: Timestamp | null;
  id: string;
  organization_id: string;
  reason: string | null;
  session_id: string;
  started_at: Generated<Timestamp>;
  until: Timestamp;
  user_id: string;
  version: number;
}

interface Service {
  connection_id: string;
  details: Generated<Json>;
  external_id: string;
  gone_at: Timestamp | null;
  id: string;
  kind: string;
  listed_at: Timestamp | null;
  name: string | null;
  organization_id: string;
  read_at: Timestamp;
  status: string | null;
}

interface ServiceChange {
  after: Json | null;
  before: Json | null;
  field: string;
  id: Generated<Int8>;
  run_id: string | null;
  seen_at: Timestamp;
  service_id: string;
}

interface Session {
  completed_at: Generated<Timestamp | null>;
  created_at: Generated<Timestamp>;
  device_id: string | null;
  expires_at: Timestamp;
  id: string;
  last_seen_at: Generated<Timestamp>;
  method: Signinmethod;
  network: string;
  proved_at: Timestamp | null;
  revoked_at: Timestamp | null;
  second_factor_at: Timestamp | null;
  second_factor_by: Secondfactorkind | null;
  user_agent: string;
  user_id: string;
  version: number;
}

interface Submission {
  attach_message_external_id: string | null;
  attempts: Generated<number>;
  checks: Generated<number>;
  claim_key: string | null;
  connection_id: string;
  continues_ticket_id: string | null;
  created_at: Generated<Timestamp>;
  due_at: Timestamp | null;
  error_code: string | null;
  error_message: string | null;
  external_id: string | null;
  field_errors: Json | null;
  files_reference: string | null;
  form_key: string;
  id: string;
  kind: Submissionkind;
  lease_token: Generated<number>;
  lease_until: Timestamp | null;
  notice: string | null;
  organization_id: string;
  payload: Json;
  payload_hash: string;
  provider_code: string | null;
  provider_ticket: string | null;
  reference: string | null;
  request_id: string | null;
  sealed_message: string | null;
  sending_at: Timestamp | null;
  settled_at: Timestamp | null;
  state: Generated<Submissionstate>;
  step: Generated<Submissionstep>;
  step_begun_at: Timestamp | null;
  ticket_id: string | null;
  user_id: string;
}

interface SweptPage {
  connection_id: string;
  external_ids: string[] | null;
  page: number;
  sweep_id: string;
}

interface SyncDay {
  bytes: Int8;
  calls: number;
  connection_id: string;
  day: Timestamp;
  details_read: number;
  events: number;
  failed: number;
  milliseconds: Int8;
  pages: number;
  rows: number;
  runs: number;
  tickets_changed: number;
  tickets_read: number;
}

interface SyncRun {
  backlog: number | null;
  bytes: Generated<Int8>;
  calls: Generated<number>;
  connection_id: string;
  details_read: Generated<number>;
  error_code: string | null;
  error_message: string | null;
  events: Generated<number>;
  finished_at: Timestamp | null;
  full: Generated<boolean>;
  gone: Generated<number>;
  id: string;
  milliseconds: Generated<number>;
  organization_id: string;
  outcome: Generated<Syncoutcome>;
  pages: Generated<number>;
  rate_left: number | null;
  request_id: string | null;
  request_ids: Generated<string[] | null>;
  returned: Generated<number>;
  rows: Generated<number>;
  started_at: Timestamp;
  tickets_changed: Generated<number>;
  tickets_read: Generated<number>;
  trigger: Synctrigger;
  unreadable_items: Generated<number>;
  unwritable_tickets: Generated<number>;
}

interface Ticket {
  activity_at: Timestamp;
  body: string | null;
  category_id: string | null;
  category_label: string | null;
  cc: string[] | null;
  collaborator_ids: string[] | null;
  connection_id: string;
  content_hash: string | null;
  conversation_read_at: Timestamp | null;
  external_id: string;
  fields: Generated<Json>;
  first_seen_at: Timestamp;
  full_read_at: Timestamp | null;
  gone_at: Timestamp | null;
  id: string;
  last_message_at: Timestamp | null;
  message_count: number | null;
  number: string;
  opened_at: Timestamp | null;
  organization_id: string;
  poll_after_at: Timestamp | null;
  poll_failures: Generated<number>;
  priority: string | null;
  provider: string;
  provider_updated_at: Timestamp | null;
  provider_url: string | null;
  read_at: Timestamp;
  requester_name: string | null;
  status: string;
  subject: string | null;
  summary_hash: string;
  timeline_at: Timestamp | null;
  turn: Turn;
}

interface TicketFollow {
  created_at: Generated<Timestamp>;
  level: Followlevel;
  ticket_id: string;
  user_id: string;
}

interface TicketSearch {
  indexed_at: Generated<Timestamp>;
  known_from: Timestamp | null;
  organization_id: string;
  ticket_id: string;
  version: Generated<number>;
  words: string;
}

interface TicketSeen {
  archived_event_id: Int8 | null;
  event_id: Int8;
  seen_at: Timestamp;
  ticket_id: string;
  user_id: string;
  visit_event_id: Int8 | null;
}

interface TicketService {
  details: Generated<Json>;
  kind: string;
  name: string | null;
  position: number;
  service_id: string | null;
  ticket_id: string;
}

interface TicketSetting {
  is_private: Generated<boolean>;
  is_sensitive: Generated<boolean>;
  organization_id: string | null;
  owner_id: string | null;
  ticket_id: string;
}

interface TicketState {
  assignee: string | null;
  category_id: string | null;
  gone: boolean;
  position: number;
  priority: string | null;
  status: string;
  subject: string | null;
  ticket_id: string;
  turn: Turn;
  valid_from: Timestamp;
  valid_until: Timestamp | null;
}

interface TicketTimeline {
  answers: number;
  began_at: Timestamp | null;
  category_id: string | null;
  done_at: Timestamp | null;
  first_answer_after: Timestamp | null;
  first_answer_at: Timestamp | null;
  first_answer_before: Timestamp | null;
  first_asked_at: Timestamp | null;
  organization_id: string;
  segments: number;
  service_ids: string[] | null;
  since_after: Timestamp | null;
  since_at: Timestamp;
  since_before: Timestamp;
  since_seen: boolean;
  started_at: Timestamp;
  states: number;
  sums: Json;
  ticket_id: string;
  turn: Segmentturn;
  unanswered_since: Timestamp | null;
}

interface TicketVersion {
  activity_at: Timestamp;
  assignee: string | null;
  began_at: Timestamp | null;
  category_id: string | null;
  category_label: string | null;
  done_at: Timestamp | null;
  first_answer_at: Timestamp | null;
  first_asked_at: Timestamp | null;
  gone_at: Timestamp | null;
  has_file: boolean;
  known_from: Timestamp;
  known_until: Timestamp | null;
  message_count: number | null;
  opened_at: Timestamp | null;
  organization_id: string;
  priority: string | null;
  requester_name: string | null;
  services: Json;
  sort_at: Timestamp;
  started_at: Timestamp | null;
  status: string;
  subject: string | null;
  ticket_id: string;
  turn: Turn;
  turn_since: Timestamp | null;
  unanswered_since: Timestamp | null;
}

interface TurnSegment {
  ends_after: Timestamp | null;
  ends_at: Timestamp | null;
  ends_before: Timestamp | null;
  position: number;
  starts_after: Timestamp | null;
  starts_at: Timestamp;
  starts_before: Timestamp;
  ticket_id: string;
  turn: Segmentturn;
}

interface UnwritableTicket {
  attempts: number;
  connection_id: string;
  external_id: string;
  first_at: Timestamp;
  last_at: Timestamp;
  number: string;
  reason: string;
  retry_at: Timestamp;
  summary_hash: string;
}

interface User {
  created_at: Generated<Timestamp>;
  disabled_at: Timestamp | null;
  email: string;
  email_verified_at: Timestamp | null;
  id: string;
  language: string | null;
  name: string;
  password_hash: string | null;
  role: Generated<Userrole>;
  session_version: Generated<number>;
  time_zone: string | null;
}

interface Webhook {
  created_at: Generated<Timestamp>;
  created_by_id: string;
  id: string;
  kinds: Generated<string[] | null>;
  off_at: Timestamp | null;
  off_reason: string | null;
  organization_id: string;
  sealed_secret: string;
  url: string;
}

interface WebhookDelivery {
  answer_status: number | null;
  answer_text: string | null;
  attempts: Generated<number>;
  created_at: Generated<Timestamp>;
  id: string;
  is_replay: Generated<boolean>;
  lease_until: Timestamp | null;
  next_at: Generated<Timestamp | null>;
  notice_id: Int8 | null;
  settled_at: Timestamp | null;
  state: Generated<Webhookdeliverystate>;
  webhook_id: string;
}

export interface DB {
  account_token: AccountToken;
  answer: Answer;
  attachment: Attachment;
  audit_entry: AuditEntry;
  authenticator: Authenticator;
  case_file: CaseFile;
  category: Category;
  connection: Connection;
  day_root: DayRoot;
  day_sum: DaySum;
  device: Device;
  draft: Draft;
  event: Event;
  file_piece: FilePiece;
  filing_template: FilingTemplate;
  identity: Identity;
  internal_note: InternalNote;
  internal_note_mention: InternalNoteMention;
  mail: Mail;
  maintenance: Maintenance;
  membership: Membership;
  message: Message;
  notice: Notice;
  notice_delivery: NoticeDelivery;
  notification: Notification;
  notification_setting: NotificationSetting;
  organization: Organization;
  organization_follow: OrganizationFollow;
  outdated_timeline: OutdatedTimeline;
  outgoing_file: OutgoingFile;
  passkey: Passkey;
  passkey_challenge: PasskeyChallenge;
  past_words: PastWords;
  person_usage: PersonUsage;
  portal_key: PortalKey;
  private_submission: PrivateSubmission;
  push_subscription: PushSubscription;
  rate_limit: RateLimit;
  raw_content: RawContent;
  received_piece: ReceivedPiece;
  recovery_code: RecoveryCode;
  review_case: ReviewCase;
  review_case_ticket: ReviewCaseTicket;
  revision: Revision;
  saved_view: SavedView;
  search_list: SearchList;
  search_word: SearchWord;
  seen_as: SeenAs;
  service: Service;
  service_change: ServiceChange;
  session: Session;
  submission: Submission;
  swept_page: SweptPage;
  sync_day: SyncDay;
  sync_run: SyncRun;
  ticket: Ticket;
  ticket_follow: TicketFollow;
  ticket_search: TicketSearch;
  ticket_seen: TicketSeen;
  ticket_service: TicketService;
  ticket_setting: TicketSetting;
  ticket_state: TicketState;
  ticket_timeline: TicketTimeline;
  ticket_version: TicketVersion;
  turn_segment: TurnSegment;
  unwritable_ticket: UnwritableTicket;
  user: User;
  webhook: Webhook;
  webhook_delivery: WebhookDelivery;
}
