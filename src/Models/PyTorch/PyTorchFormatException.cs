namespace SurgeryBench.Models.PyTorch;

/// <summary>What is wrong with a PyTorch file, without its path; the border of the library adds that and keeps the message on one line.</summary>
internal sealed class PyTorchFormatException(string what) : Exception(what);
