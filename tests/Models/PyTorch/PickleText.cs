using System.Globalization;
using System.Text;
using SurgeryBench.Models.PyTorch.Bytes;
using SurgeryBench.Models.PyTorch.Pickles;

namespace SurgeryBench.Tests.Models.PyTorch;

/// <summary>Runs a pickle and writes what it makes as Python would.</summary>
internal static class PickleText
{
    /// <summary>Runs a pickle given as text, one letter a byte.</summary>
    public static string Of(string pickle) => Of(Encoding.Latin1.GetBytes(pickle));

    public static string Of(byte[] pickle) => Text(new Machine(new PickleReader(new MemoryBytes(pickle)), new NoPersistentIds(), new Budget(pickle.Length)).Run());

    private static string Text(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        string text => $"'{text}'",
        PickleBytes bytes => $"b'{Convert.ToHexString(All(bytes.Source))}'",
        LongText text => $"text of {text.Utf8.Length}",
        PickleList list => $"[{Join(list.Items)}]",
        PickleTuple tuple => $"({Join(tuple.Items)})",
        PickleSet set => $"set({Join(set.Items)})",
        PickleDict dict => $"{{{string.Join(", ", dict.Items.Select(item => $"{Text(item.Key)}: {Text(item.Value)}"))}}}",
        GlobalName name => name.Path,
        InertObject made => $"<{made.ClassPath} {Text(made.State)} {Text(made.Items)}>",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.GetType().Name,
    };

    private static string Join(IEnumerable<object?> items) => string.Join(", ", items.Select(Text));

    private static byte[] All(IByteSource source)
    {
        var bytes = new byte[source.Length];
        source.Read(0, bytes);
        return bytes;
    }
}
