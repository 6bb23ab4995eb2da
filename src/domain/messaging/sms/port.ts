/** What the product asks of whoever delivers its text messages. */

export type Sms = {
  /** E.164. */
  to: string;
  text: string;
  /** A number of ours or a name that readers see; null is the service's own default. */
  from: string | null;
};

export type SmsPort = {
  mode: "live" | "sandbox";
  /** Throws SmsRefused, and nothing else. */
  send(sms: Sms): Promise<{ providerId: string | null }>;
  close(): Promise<void>;
};

/** The message did not leave. `permanent`: the same would be refused again, so do not retry it. */
export class SmsRefused extends Error {
  override readonly name = "SmsRefused";
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.permanent = permanent;
  }
}

declare module "../../../platform/operation.ts" {
  interface Ports {
    sms: SmsPort;
  }
}
