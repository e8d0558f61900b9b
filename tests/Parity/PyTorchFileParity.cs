using System.Text.Json;
using NUnit.Framework;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Models.Safetensors;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class PyTorchFileParity
{
    private static Fixture Files => Fixture.Open("pt_files");

    public static IEnumerable<string> Loadable => Files.Description.GetProperty("files").EnumerateObject().Select(file => file.Name);

    [TestCaseSource(nameof(Loadable))]
    public void HoldsTheExpectedTensorsBitForBit(string name)
    {
        var (file, expected) = Open(name);
        using (file)
        using (expected)
        {
            var prefix = Prefix(name);
            var named = file.Entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            Assert.That(named.Select(entry => entry.Name[prefix.Length..]), Is.EquivalentTo(expected.Entries.Select(entry => entry.Name)));
            foreach (var entry in expected.Entries) CheckTensor(file, named.Single(one => one.Name == prefix + entry.Name), expected, entry.Name);
        }
    }

    [TestCaseSource(nameof(Loadable))]
    public void ListsTensorsInTheOrderOfTheStateDictionary(string name)
    {
        var (file, expected) = Open(name);
        using (file)
        using (expected)
        {
            string[] order = expected.Metadata.TryGetValue("state_dict_order", out var text) ? JsonSerializer.Deserialize<string[]>(text)! : [.. expected.Entries.Select(entry => entry.Name)];
            var prefix = Prefix(name);
            var listed = file.Entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => entry.Name[prefix.Length..]);
            Assert.That(listed, Is.EqualTo(order));
        }
    }

    [TestCaseSource(nameof(Loadable))]
    public void HoldsTheExpectedAttributes(string name)
    {
        if (!Description(name).TryGetProperty("attributes", out var attributes)) attributes = JsonDocument.Parse("{}").RootElement;
        using var file = PyTorchFile.Open(Files.PathOf(name));
        foreach (var attribute in attributes.EnumerateObject())
        {
            object expected = attribute.Value.ValueKind is JsonValueKind.Number ? attribute.Value.GetInt64() : attribute.Value.GetBoolean();
            Assert.That(file.Attributes[attribute.Name], Is.EqualTo(expected), attribute.Name);
        }
    }

    private static JsonElement Description(string name) => Files.Description.GetProperty("files").GetProperty(name);

    private static string Prefix(string name) => Description(name).TryGetProperty("expected_prefix", out var prefix) ? prefix.GetString()! : "";

    private static (PyTorchFile File, SafetensorsFile Expected) Open(string name) =>
        (PyTorchFile.Open(Files.PathOf(name)), SafetensorsFile.Open(Files.PathOf(Description(name).GetProperty("expected").GetString()!)));

    private static void CheckTensor(PyTorchFile file, TensorEntry entry, SafetensorsFile expected, string expectedName)
    {
        using var scope = NewDisposeScope();
        Tensor actual = file.Read(entry.Name), golden = expected.Read(expectedName);
        Assert.That((actual.dtype, actual.shape), Is.EqualTo((golden.dtype, golden.shape)), entry.Name);
        Assert.That((entry.Type, entry.Shape.ToArray(), entry.ByteCount), Is.EqualTo((golden.dtype, golden.shape, golden.numel() * golden.element_size())), entry.Name);
        Assert.That(actual.is_contiguous(), entry.Name);
        if (golden.numel() > 0) Assert.That(actual.bytes.SequenceEqual(golden.bytes), entry.Name);
    }
}
