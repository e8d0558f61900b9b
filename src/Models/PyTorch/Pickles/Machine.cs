namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>
/// Runs one pickle: a stack, marks and a memo. It can make numbers, text, containers, inert objects, and what the reductions make;
/// nothing that a file names is ever looked up or called.
/// </summary>
/// <param name="reader">Stands at the pickle's first byte; is left behind its last.</param>
/// <param name="persistent">Finds storages.</param>
/// <param name="budget">Of the whole file.</param>
/// <param name="isNested">Whether the pickle lies inside another, where a further one is refused.</param>
internal sealed class Machine(PickleReader reader, IPersistentIds persistent, Budget budget, bool isNested = false)
{
    private readonly List<object?> stack = [];
    private readonly List<int> marks = [];
    private readonly Dictionary<long, object?> memo = new(KeyComparer.Instance);

    public PickleReader Reader => reader;

    public IPersistentIds Persistent => persistent;

    public Budget Budget => budget;

    public bool IsNested => isNested;

    public int MemoCount => memo.Count;

    /// <summary>Runs up to the end of the pickle.</summary>
    /// <returns>The one value it is about.</returns>
    /// <exception cref="PyTorchFormatException">It is damaged, too costly, or would call something.</exception>
    public object? Run()
    {
        for (var opcode = (Opcode)reader.Byte(); opcode != Opcode.Stop; opcode = (Opcode)reader.Byte())
        {
            budget.TakeOperations();
            if (!OpcodeTable.All.TryGetValue(opcode, out var operation))
                throw new PyTorchFormatException($"its pickle has the unknown operation 0x{(byte)opcode:x2} at byte {reader.Position - 1}");
            operation(this);
        }
        return Pop();
    }

    public void Push(object? value) => stack.Add(value);

    public object? Pop()
    {
        var value = Peek();
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    public object? Peek() => stack.Count > (marks.Count > 0 ? marks[^1] : 0)
        ? stack[^1]
        : throw new PyTorchFormatException($"its pickle takes a value from an empty stack before byte {reader.Position}");

    public void Mark() => marks.Add(stack.Count);

    /// <summary>Takes everything above the last mark, and the mark.</summary>
    public object?[] PopToMark()
    {
        if (marks.Count == 0) throw new PyTorchFormatException($"its pickle misses a mark before byte {reader.Position}");
        var values = stack[marks[^1]..].ToArray();
        stack.RemoveRange(marks[^1], values.Length);
        marks.RemoveAt(marks.Count - 1);
        return values;
    }

    /// <summary>Remembers the topmost value.</summary>
    public void Store(long key) => memo[key] = Peek();

    public void Fetch(long key) =>
        Push(memo.TryGetValue(key, out var value) ? value : throw new PyTorchFormatException($"its pickle recalls value {key}, which it never stored"));

    /// <summary>Takes the topmost value, which must be of a kind.</summary>
    public T Pop<T>(string kind) where T : class =>
        Pop() as T ?? throw new PyTorchFormatException($"its pickle has no {kind} where one is needed, before byte {reader.Position}");
}
