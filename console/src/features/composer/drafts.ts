const DATABASE = "threadline";
const STORE = "drafts";

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB cannot be opened"));
  });
  return opened;
}

async function ask<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const store = (await database()).transaction(STORE, mode).objectStore(STORE);
  return new Promise((resolve, reject) => {
    const request = work(store);
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB refused"));
  });
}

/** What was begun and not sent: it outlives the tab. Without IndexedDB there are no drafts, that is all. */
export const drafts = {
  async read(name: string): Promise<string> {
    return ((await ask("readonly", (store) => store.get(name)).catch(() => "")) as string | undefined) ?? "";
  },

  async write(name: string, text: string): Promise<void> {
    await ask<unknown>("readwrite", (store) => (text === "" ? store.delete(name) : store.put(text, name))).catch(
      () => undefined,
    );
  },
};
