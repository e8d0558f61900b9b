using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>The values that an analysis goes through.</summary>
internal static class SweptValues
{
    /// <summary>At least one whole number, each above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or one is not above 0.</exception>
    public static ImmutableArray<int> Positive(ImmutableArray<int> values, [CallerMemberName] string name = "")
    {
        if (values.IsDefaultOrEmpty) throw new ArgumentOutOfRangeException(name, $"{name} is empty; at least one number was expected.");
        foreach (var value in values) Setting.Positive(value, name);
        return values;
    }

    /// <summary>The values as a command line would have them.</summary>
    public static IEnumerable<string> Texts(ImmutableArray<int> values) => values.Select(value => value.ToString(CultureInfo.InvariantCulture));
}
