import {
  keepPreviousData,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { Operation } from "../../../src/platform/operation.ts";
import {
  type Answer,
  type ApiError,
  bodyOf,
  call,
  type Input,
  type ItemOf,
  type Options,
  type Problem,
} from "../../shared/api.ts";
import type { Route } from "../../shared/route.ts";
import { problemsBy, type Rule } from "../../shared/rules.ts";

type Any = Operation<any, any, any>;
const nameOf = (operation: Any) => (operation as unknown as Route).name;
/** What an operation is about: the part of its name before the dot. */
const nounOf = (operation: Any) => nameOf(operation).split(".")[0]!;

/** The answer of a reading operation, kept and shared by what was asked. `null` asks nothing yet. */
export function useAsk<Op extends Any>(operation: Op, input: Input<Op> | null): UseQueryResult<Answer<Op>, ApiError> {
  return useQuery<Answer<Op>, ApiError>({
    queryKey: [nounOf(operation), nameOf(operation), input],
    queryFn: ({ signal }) => call(operation, input as Input<Op>, { signal }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  });
}

/** A list, page after page: `more()` fetches the next. */
export function useList<Op extends Any>(operation: Op, input: Input<Op>) {
  const query = useInfiniteQuery({
    queryKey: [nounOf(operation), nameOf(operation), "pages", input],
    queryFn: ({ signal, pageParam }) =>
      call(operation, { ...(input as object), ...(pageParam ? { cursor: pageParam } : {}) } as Input<Op>, {
        signal,
      }) as Promise<{
        items: ItemOf<Op>[];
        total: number;
        nextCursor: string | null;
      }>,
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    total: query.data?.pages[0]?.total ?? 0,
    loading: query.isPending,
    refreshing: query.isFetching,
    error: query.error as ApiError | null,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}

/** Something that a form would do: which operations get what, to be looked at before, and how it is sent. */
export type Deed = { asks: { operation: Any; input: object }[]; send: () => Promise<unknown> };

/**
 * A changing operation. What was read about its noun, and about the nouns in `alsoChanges`, is read again afterwards.
 * `deed` does nothing yet: it is for a form.
 */
export function useDo<Op extends Any>(operation: Op, { alsoChanges = [] as string[] } = {}) {
  const client = useQueryClient();
  type Given = Input<Op> & { options?: Options };
  const mutation = useMutation<Answer<Op>, ApiError, Given>({
    mutationFn: ({ options, ...input }) => call(operation, input as unknown as Input<Op>, options),
    onSuccess: () =>
      Promise.all([nounOf(operation), ...alsoChanges].map((noun) => client.invalidateQueries({ queryKey: [noun] }))),
  });
  const deed = (given: Given, then?: (answer: Answer<Op>) => unknown): Deed => {
    const { options: _, ...input } = given;
    const send = async () => {
      const answer = await mutation.mutateAsync(given);
      await then?.(answer);
    };
    return { asks: [{ operation, input }], send };
  };
  return { ...mutation, deed };
}

/** What the operations of a deed are sure to refuse, found without asking them, in their own words. */
export async function problemsWith({ asks }: Deed): Promise<Problem[]> {
  const rules = await loadRules();
  return asks.flatMap(({ operation, input }) => {
    const rule = rules[nameOf(operation)];
    return rule ? problemsBy(rule, bodyOf(operation, input)) : [];
  });
}
/** What forms check by. Where it cannot be loaded the server decides alone. */
export const loadRules = () =>
  import("../../build/every-rule.ts").then(({ rules }) => rules).catch((): Record<string, Rule> => ({}));

/** Everything of a list that is short by nature (services, staff, locations), for choosing among them. At most 2,000. */
export function useAll<Op extends Any>(operation: Op, input: Input<Op> | null): UseQueryResult<ItemOf<Op>[], ApiError> {
  return useQuery<ItemOf<Op>[], ApiError>({
    queryKey: [nounOf(operation), nameOf(operation), "all", input],
    queryFn: async ({ signal }) => {
      const items: ItemOf<Op>[] = [];
      let cursor: string | null = null;
      do {
        const given = { ...(input as object), limit: "100", ...(cursor ? { cursor } : {}) } as Input<Op>;
        const page = (await call(operation, given, { signal })) as { items: ItemOf<Op>[]; nextCursor: string | null };
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor && items.length < 2000);
      return items;
    },
    enabled: input !== null,
    placeholderData: keepPreviousData,
  });
}

/** Reads again what is known about these nouns. */
export function useRefresh() {
  const client = useQueryClient();
  return (...nouns: string[]) => Promise.all(nouns.map((noun) => client.invalidateQueries({ queryKey: [noun] })));
}
