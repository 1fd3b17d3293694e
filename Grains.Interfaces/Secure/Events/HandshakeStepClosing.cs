namespace Tapestry.Grains.Interfaces.Secure.Events;

/// <summary>Audit event: no further answer to the step counts.</summary>
public sealed record HandshakeStepClosing(int Attempt, SecureStep Step, IReadOnlyList<ProtocolMessageNote> Answers);
