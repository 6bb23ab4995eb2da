import type { FastifyReply } from "fastify";
import pg from "pg";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from "rate-limiter-flexible";
import type { Config } from "../config.ts";
import { poolSettings } from "../platform/connection.ts";
import type { Database } from "../platform/database.ts";
import { DomainError, rateLimited } from "../platform/errors.ts";
import type { Caller, Throttle } from "../platform/operation.ts";

/** Requests per minute by plan, as documented. */
const planLimits: Record<string, number> = { free: 60, pro: 120, enterprise: 600 };
const windowSeconds = 60;

export type Limits = {
  /** Counts a request (or several at once), writes the three headers, and throws RATE_LIMITED when there are too many. */
  count(caller: Caller, reply: FastifyReply, requests?: number): Promise<void>;
  /** For operations that guard something guessable. */
  throttle: Throttle;
  close(): Promise<void>;
};

/** Counts in this process's memory, or in the database where several processes share one. */
export function rateLimits(config: Config, database: Database): Limits {
  const shared =
    config.RATE_LIMIT === "database" || (config.RATE_LIMIT === "auto" && config.DATABASE_URL !== undefined);
  // Connections of its own: operations count attempts from inside their transactions, and with one pool as many of them
  // as it has connections would wait for each other.
  const pool = shared ? new pg.Pool(poolSettings(database.connection, 2, "schedly-limits")) : null;
  pool?.on("error", () => {}); // Idle connections that the server ends are replaced; see platform/database.ts.
  const limiters = new Map<string, RateLimiterAbstract>();
  const limiter = (name: string, points: number, duration: number) => {
    const id = `${name}:${points}:${duration}`;
    let found = limiters.get(id);
    if (!found) {
      const options = { keyPrefix: name, points, duration };
      found = pool
        ? new RateLimiterPostgres({
            ...options,
            storeClient: pool,
            tableName: "rate_limits",
            tableCreated: true,
            clearExpiredByTimeout: true,
          })
        : new RateLimiterMemory(options);
      limiters.set(id, found);
    }
    return found;
  };

  const consume = async (
    name: string,
    key: string,
    points: number,
    duration: number,
    requests = 1,
  ): Promise<RateLimiterRes> => {
    try {
      return await limiter(name, points, duration).consume(key, requests);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    }
  };

  return {
    async count(caller, reply, requests = 1) {
      if (config.RATE_LIMIT === "off") return;
      const points = caller.kind === "public" ? config.PUBLIC_RATE_LIMIT : (planLimits[caller.plan] ?? 60);
      const state = await consume("api", caller.accountKey, points, windowSeconds, requests);
      const resetSeconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
      reply.header("X-RateLimit-Limit", points);
      reply.header("X-RateLimit-Remaining", Math.max(0, points - state.consumedPoints));
      reply.header("X-RateLimit-Reset", Math.floor(Date.now() / 1000) + resetSeconds);
      if (state.consumedPoints > points) {
        throw new DomainError(
          rateLimited,
          `Rate limit exceeded. Retry after ${resetSeconds}s.`,
          undefined,
          resetSeconds,
        );
      }
    },
    async throttle(name, key, points, seconds) {
      const state = await consume(`throttle:${name}`, key, points, seconds);
      if (state.consumedPoints <= points)
        return { forgive: async () => void (await limiter(`throttle:${name}`, points, seconds).reward(key)) };
      const wait = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
      throw new DomainError(rateLimited, `Too many attempts. Please retry after ${wait} seconds.`, undefined, wait);
    },
    close: async () => pool?.end(),
  };
}
