import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { refuseUnable } from "../admission.ts";
import { type App, type Call, perform } from "../app.ts";
import type { FileAnswer, Operation } from "../platform/operation.ts";
import { turns } from "../platform/turns.ts";
import { sendAnswer } from "./answers.ts";
import { type Spooled, spool } from "./spool.ts";
import { headerFirst, uploadedFile } from "./uploads.ts";

/** How files come in, and go out. No transaction waits for a client, however slow it is. */
export function files(app: App) {
  // What may take seconds leaves most connections to the database to everybody else.
  const inTurn = turns({ atOnce: 3, ofEach: 1 });
  // A large file lies on the disk for as long as its client takes.
  const onDisk = turns({ atOnce: Number.POSITIVE_INFINITY, ofEach: 4 });

  return {
    /**
     * Takes all of an upload before its transaction begins, and from those alone who may send one. What a large one brings is
     * tried with its header first: nobody sends 200 MB to hear that a column is misspelt.
     */
    answerUpload(
      operation: Operation,
      call: Call,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<FastifyReply> {
      const { businessId } = call.caller;
      refuseUnable(operation, call.caller);
      const importing = (upload: Readable, more: Partial<Call> = {}) =>
        perform(app, operation, { ...call, body: {}, upload, ...more });
      return onDisk(businessId, async () => {
        const tryHeader = (header: Buffer) => importing(Readable.from([header]), { dryRun: true });
        const upload = await spool(headerFirst(await uploadedFile(request), tryHeader));
        try {
          const outcome = await inTurn(businessId, () => importing(upload.read()));
          return sendAnswer(operation, outcome, request, reply);
        } finally {
          await upload.close();
        }
      });
    },

    /** Sends a file that is at hand whole, after the commit: nobody is told what then is undone. */
    async answerFile(operation: Operation, call: Call, reply: FastifyReply): Promise<FastifyReply> {
      let whole: string | Buffer = "";
      const deliver = async (result: unknown) => {
        whole = named(reply, result as FileAnswer).content as string | Buffer;
      };
      await perform(app, operation, { ...call, deliver });
      return reply.send(whole);
    },

    /** The same for an export, which may be of any size and needs constant memory. */
    answerExport: (operation: Operation, call: Call, reply: FastifyReply): Promise<FastifyReply> =>
      onDisk(call.caller.businessId, async () => {
        // Whoever went away while they waited would keep the next ones waiting for a file that nobody takes.
        if (hasGone(reply)) return reply.hijack();
        let file: Spooled | undefined;
        const deliver = async (result: unknown) => {
          const { content } = named(reply, result as FileAnswer);
          file = await spool(typeof content === "string" || Buffer.isBuffer(content) ? [content] : content);
        };
        try {
          await inTurn(call.caller.businessId, async () => {
            if (!hasGone(reply)) await perform(app, operation, { ...call, deliver });
          });
          if (!file) return reply.hijack();
          const all = file.read();
          reply.send(all);
          // Or until its client has gone.
          await finished(all).catch(() => {});
          return reply;
        } finally {
          await file?.close();
        }
      }),
  };
}

const hasGone = ({ raw }: FastifyReply) => raw.destroyed || raw.req.socket.destroyed;

function named(reply: FastifyReply, file: FileAnswer): FileAnswer {
  reply.type(file.contentType);
  if (file.filename) reply.header("content-disposition", `attachment; filename="${file.filename}"`);
  return file;
}
