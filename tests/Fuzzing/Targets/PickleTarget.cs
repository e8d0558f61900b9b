using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Models.PyTorch.Archives;
using SurgeryBench.Models.PyTorch.Bytes;
using SurgeryBench.Models.PyTorch.Pickles;
using SurgeryBench.Models.PyTorch.Tensors;
using SurgeryBench.Tests.Models.PyTorch;
using SurgeryBench.Tests.Parity;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Pickles, plain and in the legacy layout, run as data.</summary>
internal sealed class PickleTarget : FuzzTarget
{
    public override string Name => "pickle";

    public override int Share => 16;

    /// <summary>Every operation with an argument that fits it, every name that is not refused.</summary>
    public override ImmutableArray<byte[]> Words { get; } =
        Latin(
            "(", "0", "1", "2", ".", "N", "\u0088", "\u0089", "]", "l", "a", "e", ")", "t", "\u0085", "\u0086", "\u0087", "}", "d", "s", "u", "\u008f", "\u0090", "\u0091", "R", "b", "\u0081", "\u0092", "o", "Q",
            "I01\n", "I5\n", "J\u0001\u0000\u0000\u0000", "K\u0007", "M\u00e9\u0003", "L99999999999999999999L\n", "\u008a\u0001\u0005", "\u008b\u0002\u0000\u0000\u0000\u0005\u0006", "F1.5\n", "G\u003f\u00f0\u0000\u0000\u0000\u0000\u0000\u0000",
            "S'a'\n", "Vab\\u00e9\n", "T\u0001\u0000\u0000\u0000a", "U\u0001a", "\u008c\u0001a", "X\u0001\u0000\u0000\u0000a", "\u008d\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000a", "C\u0001a", "B\u0001\u0000\u0000\u0000a",
            "\u008e\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000a", "\u0096\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000a", "p0\n", "q\u0000", "r\u0000\u0000\u0000\u0000", "\u0094", "g0\n", "h\u0000", "j\u0000\u0000\u0000\u0000",
            "\u0080\u0002", "\u0095\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "ca\nb\n", "\u0093", "(ia\nb\n", "P0\n", "\u0082\u0001", "\u0097", "\u0098",
            "ccollections\nOrderedDict\n", "ccollections\ndefaultdict\n", "cbuiltins\nset\n", "cbuiltins\nbytearray\n", "cbuiltins\ngetattr\n", "c_codecs\nencode\n", "ccopyreg\n_reconstructor\n", "cbuiltins\nobject\n",
            "ctorch\nSize\n", "ctorch\nFloatStorage\n", "ctorch\nfloat32\n", "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch._utils\n_rebuild_tensor_v3\n", "ctorch._utils\n_rebuild_parameter\n", "ctorch._tensor\n_rebuild_from_type_v2\n",
            "ctorch.storage\n_load_from_bytes\n", "U\u0007storage", "U\u0006latin1", "X\u000b\u0000\u0000\u0000_parameters", "X\u0008\u0000\u0000\u0000_modules", "X\u0008\u0000\u0000\u0000_buffers");

    public override IEnumerable<Func<byte[]>> Attacks => PickleAttacks.All;

    /// <summary>The border of the library keeps what is said to one line.</summary>
    public override bool RefusesInOneLine => false;

    public override bool IsRefusal(Exception fault) => fault is PyTorchFormatException;

    public override void Read(byte[] input, string folder)
    {
        var state = new StateWalk(PickleFile.Read(new MemoryBytes(input), new Budget(input.Length)), input.Length);
        foreach (var (_, tensor) in state.Tensors) tensor.Read().Dispose();
    }

    protected override IEnumerable<byte[]> Seeds()
    {
        var files = Fixture.Open("pt_files");
        foreach (var file in Directory.EnumerateFiles(files.PathOf("hostile"), "*.pkl").Order(StringComparer.Ordinal)) yield return File.ReadAllBytes(file);
        foreach (var file in new[] { "head_plain.pkl", "head_legacy.pt", "views_and_dtypes_legacy.pt", "hostile/legacy_ok.pt" }) yield return File.ReadAllBytes(files.PathOf(file));
        foreach (var file in new[] { "head_zip.pt", "views_and_dtypes.pt", "list_of_tensors.pt" }) yield return PickleIn(files.PathOf(file));
        yield return [.. TorchPickle.LegacyHead(TorchPickle.Contents([2, 2], [2, 1], 0, 4, isLegacy: true), 4), .. TorchPickle.Floats(1, 2, 3, 4)];
        yield return Encoding.Latin1.GetBytes("(dp0\nS'a'\np1\n(lp2\nI1\naF2.5\naL3L\nasS'b'\n(I01\nI00\nVc\nNtp3\ns.");
    }

    private static byte[] PickleIn(string path)
    {
        using var zip = System.IO.Compression.ZipFile.OpenRead(path);
        using var stream = zip.Entries.Single(entry => entry.Name == "data.pkl").Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
