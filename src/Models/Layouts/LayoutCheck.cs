using SurgeryBench.Core;

namespace SurgeryBench.Models.Layouts;

/// <summary>Holds the tensors of a checkpoint against those a tower needs.</summary>
internal static class LayoutCheck
{
    private const int Listed = 20;

    /// <summary>States missing and misshapen tensors, all counted and the first of them named.</summary>
    /// <param name="expected">Names with the shapes they should have.</param>
    /// <param name="found">The shape under a name, or null where there is none.</param>
    /// <param name="tower">How the message calls the tower.</param>
    /// <exception cref="MisfitException">Something is missing or misshapen.</exception>
    public static void ThrowIfAmiss(IEnumerable<KeyValuePair<string, long[]>> expected, Func<string, IEnumerable<long>?> found, string tower)
    {
        List<string> missing = [], misshapen = [];
        foreach (var (name, shape) in expected)
        {
            if (found(name) is not { } actual) missing.Add(name);
            else if (!actual.SequenceEqual(shape)) misshapen.Add($"'{name}' is {Text(actual)} instead of {Text(shape)}");
        }
        string[] faults = [.. Sentence("lacks", missing, tower), .. Sentence("misshapes", misshapen, tower)];
        if (faults.Length > 0) throw new MisfitException(OneLine.Of(string.Join(' ', faults)));
    }

    private static string[] Sentence(string verb, List<string> faults, string tower)
    {
        if (faults.Count == 0) return [];
        var rest = faults.Count > Listed ? $" … and {faults.Count - Listed} more" : "";
        return [$"The checkpoint {verb} {faults.Count} tensors of {tower}: {string.Join(", ", faults.Take(Listed))}{rest}."];
    }

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
