using System.Collections.Frozen;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Every opcode of protocols 0 to 5 that is known; Stop is the machine's own.</summary>
internal static class OpcodeTable
{
    public static FrozenDictionary<Opcode, Operation> All { get; } =
        new[] { StackOpcodes.All, NumberOpcodes.All, TextOpcodes.All, ContainerOpcodes.All, ObjectOpcodes.All }
            .SelectMany(family => family).ToFrozenDictionary(entry => entry.Key, entry => entry.Value);
}
