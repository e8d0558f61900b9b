namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>What an opcode does; its own byte is read already.</summary>
internal delegate void Operation(Machine machine);
