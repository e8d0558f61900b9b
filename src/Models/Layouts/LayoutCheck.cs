using SurgeryBench.Core;

namespace SurgeryBench.Models.Layouts;

/// <summary>Holds the tensors of a checkpoint against those a tower needs.</summary>
internal static class LayoutCheck
{
    private const int Listed = 20;

    /// <summary>States missing, misshapen and unknown tensors, all counted and the first of them named.</summary>
    /// <param name="expected">Names with the shapes they should have.</param>
    /// <param name="found">The shape under a name, or null where there is none.</param>
    /// <param name="tower">How the message calls the tower.</param>
    /// <param name="unknown">Names that have no place in such a checkpoint; default none.</param>
    /// <exception cref="MisfitException">Something is missing, misshapen or unknown.</exception>
    public static void ThrowIfAmiss(
        IEnumerable<KeyValuePair<string, long[]>> expected, Func<string, IEnumerable<long>?> found, string tower, IEnumerable<string>? unknown = null)
    {
        List<string> missing = [], misshapen = [];
        foreach (var (name, shape) in expected)
        {
            if (found(name) is not { } actual) missing.Add(name);
            else if (!actual.SequenceEqual(shape)) misshapen.Add($"'{name}' is {Text(actual)} instead of {Text(shape)}");
        }
        List<string> strange = [.. (unknown ?? []).Select(name => $"'{name}'")];
        string[] faults = [.. Sentence("lacks", "of", missing, tower), .. Sentence("misshapes", "of", misshapen, tower), .. Sentence("holds", "unknown in", strange, tower)];
        if (faults.Length > 0) throw new MisfitException(OneLine.Of(string.Join(' ', faults)));
    }

    private static string[] Sentence(string verb, string relation, List<string> faults, string tower)
    {
        if (faults.Count == 0) return [];
        var rest = faults.Count > Listed ? $" … and {faults.Count - Listed} more" : "";
        return [$"The checkpoint {verb} {faults.Count} tensors {relation} {tower}: {string.Join(", ", faults.Take(Listed))}{rest}."];
    }

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
